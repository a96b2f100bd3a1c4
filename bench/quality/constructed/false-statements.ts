/** Another number than the text has; null when it has none. */
export function withOtherNumber(text: string): string | null {
  const found = [...text.matchAll(/(?<![\p{L}\p{N}.,])\d+(?:[.,]\d+)*(?![\p{L}\p{N}]|[.,]\d)/gu)].at(-1)
  if (found === undefined) return null
  const digits = found[0]
  const last = Number(digits.at(-1))
  const other = digits.slice(0, -1) + String((last + 3) % 10)
  return (
    text.slice(0, found.index) + (other.startsWith('0') ? `7${other}` : other) + text.slice(found.index + digits.length)
  )
}

const VERBS: Readonly<Record<string, RegExp>> = {
  en: /(?<!\p{L})(?:is|was|were|are|has|had|have|can|could|will|would|must|may)(?!\p{L}|['’])/u,
  de: /(?<!\p{L})(?:ist|war|waren|sind|hat|hatte|hatten|haben|kann|konnte|können|wird|wurde|wurden|muss|durfte)(?!\p{L})/u,
}
const DENIED =
  /(?<!\p{L})(?:not|never|no|nicht|nie|kein\p{Ll}*|neither|nor|without|ohne|cannot|\p{L}+n['’]t)(?!\p{L})/iu

/** The opposite by a word of denial; null when there is no verb to deny, or it denies already. */
export function denied(text: string, language: string): string | null {
  const found = VERBS[language]?.exec(text)
  if (found === undefined || found === null || DENIED.test(text)) return null
  const end = found.index + found[0].length
  return `${text.slice(0, end)} ${language === 'de' ? 'nicht' : 'not'}${text.slice(end)}`
}

const NAME = /(?<=[\p{Ll},] )\p{Lu}\p{Ll}{3,}(?: \p{Lu}\p{Ll}{2,})*/u

/** Somebody or something else; English only, since German writes every noun with a capital. Null when there is no name. */
export function withOtherName(text: string, other: string): string | null {
  const mine = NAME.exec(text)
  const theirs = NAME.exec(other)
  if (mine === null || theirs === null || text.includes(theirs[0]) || other.includes(mine[0])) return null
  return text.slice(0, mine.index) + theirs[0] + text.slice(mine.index + mine[0].length)
}
