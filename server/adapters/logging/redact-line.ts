const HIDDEN = '[secret]'
/** Shorter ones would hide parts of ordinary words. */
const SHORTEST = 6
const SECRET_NAME = /key|secret|token|password|credential/i
const IN_ADDRESS = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"'\\]{1,300}@/gi
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,2000}/gi
const API_KEY = /\blpk_[\w-]{6,200}/g

/**
 * Takes secrets out of a line before it is written: those of the settings, wherever they stand, and what looks like one: user and password in an
 * address, the value of an Authorization header, an API key. The last guard; nobody is to log them in the first place.
 */
export function createLineRedactor(secrets: readonly string[]): (line: string) => string {
  const forms = secrets.flatMap((secret) =>
    secret.length < SHORTEST ? [] : [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)],
  )
  const known = [...new Set(forms)].toSorted((one, other) => other.length - one.length)
  return (line) => {
    let text = line
    for (const secret of known) text = text.replaceAll(secret, HIDDEN)
    return text.replace(IN_ADDRESS, `$1${HIDDEN}@`).replace(BEARER, `$1 ${HIDDEN}`).replace(API_KEY, HIDDEN)
  }
}

/** Every secret in the settings: what stands under a name that says so, and the passwords in addresses. */
export function secretsIn(value: unknown, name = ''): string[] {
  if (typeof value === 'string') return SECRET_NAME.test(name) ? [value] : passwordsIn(value)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => secretsIn(inner, Array.isArray(value) ? name : key))
}

function passwordsIn(text: string): string[] {
  const { password } = URL.canParse(text) ? new URL(text) : { password: '' }
  return password === '' ? [] : [password, decoded(password)]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // It was no encoding.
  }
}
