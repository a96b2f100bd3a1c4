const PLAIN_NAME = 'learnpath'
/** Browsers take a cookie of this name only from the host itself, for all of it, over an encrypted connection. */
const SECURE_NAME = '__Host-learnpath'
const TOKEN = /^[\w-]{43}$/

export interface SessionCookie {
  /** @returns null when there is none of the form that the server gives out */
  read(request: Request): string | null
  /** Value of `Set-Cookie`. */
  write(token: string, maxAgeSeconds: number): string
  clear(): string
}

export function createSessionCookie({ secure }: { readonly secure: boolean }): SessionCookie {
  const name = secure ? SECURE_NAME : PLAIN_NAME
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
  return {
    read(request) {
      const value = cookieOf(request, name)
      return value !== null && TOKEN.test(value) ? value : null
    },
    write: (token, maxAgeSeconds) => `${name}=${token}; ${attributes}; Max-Age=${maxAgeSeconds}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}

/** Value of the first cookie of that name. */
export function cookieOf(request: Request, name: string): string | null {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=')
    if (at >= 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim()
  }
  return null
}
