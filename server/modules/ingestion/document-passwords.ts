import type { RunningJob } from '../../ports/job-queue.ts'
import type { TextSeal } from '../../ports/text-seal.ts'

/** What goes with the job that reads a document. */
export interface JobPassword {
  readonly sealedPassword?: string
}

/** Passwords of documents between the request that brings them and the job that needs them. */
export interface DocumentPasswords {
  /** @returns what has to go into the payload of the job */
  give(documentId: string, password: string | undefined): JobPassword
  of(job: Pick<RunningJob, 'subjectId' | 'payload'>): string | undefined
  forget(documentId: string): void
}

export const createDocumentPasswords = (seal: TextSeal | undefined): DocumentPasswords =>
  seal === undefined ? inMemory() : inJobs(seal)

/** Passwords that were given and not used yet; the oldest goes when there are more. */
const KEPT_PASSWORDS = 1000

/** Where requests and jobs are of one process: in its memory only; after a restart a document that needs one asks again. */
function inMemory(): DocumentPasswords {
  const passwords = new Map<string, string>()
  return {
    give(documentId, password) {
      if (password === undefined) return {}
      passwords.delete(documentId)
      passwords.set(documentId, password)
      const [oldest] = passwords.keys()
      if (passwords.size > KEPT_PASSWORDS && oldest !== undefined) passwords.delete(oldest)
      return {}
    },
    of: ({ subjectId }) => passwords.get(subjectId),
    forget: (documentId) => void passwords.delete(documentId),
  }
}

const purposeOf = (documentId: string): string => `password of ${documentId}`

/** Where another process may do the job: sealed, within the job, which loses what it carries when it ends. */
function inJobs(seal: TextSeal): DocumentPasswords {
  return {
    give: (documentId, password) =>
      password === undefined ? {} : { sealedPassword: seal.seal(password, purposeOf(documentId)) },
    of({ subjectId, payload }) {
      const { sealedPassword: sealed } = payload
      return typeof sealed === 'string' ? (seal.open(sealed, purposeOf(subjectId)) ?? undefined) : undefined
    },
    forget: () => undefined,
  }
}
