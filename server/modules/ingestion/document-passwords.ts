/** Passwords that were given and not used yet; the oldest goes when there are more. */
const KEPT_PASSWORDS = 1000

/** Passwords by document id, in memory only: after a restart a document that needs one asks again. */
export interface DocumentPasswords {
  set(documentId: string, password: string): void
  get(documentId: string): string | undefined
  forget(documentId: string): void
}

export function createDocumentPasswords(): DocumentPasswords {
  const passwords = new Map<string, string>()
  return {
    set(documentId, password) {
      passwords.delete(documentId)
      passwords.set(documentId, password)
      const [oldest] = passwords.keys()
      if (passwords.size > KEPT_PASSWORDS && oldest !== undefined) passwords.delete(oldest)
    },
    get: (documentId) => passwords.get(documentId),
    forget: (documentId) => void passwords.delete(documentId),
  }
}
