import type { ErrorCode } from '@learnpath/contracts'

interface ProblemContext {
  readonly detail?: string | undefined
  readonly issues?: readonly { readonly field: string; readonly message: string }[] | undefined
  readonly cause?: unknown
  readonly retryAfterSeconds?: number | undefined
}

/** What went wrong, by the server's code; its human text is in the catalogue `errors`. */
export class ServerProblem extends Error {
  readonly code: ErrorCode
  /** What exactly, in English: a name, a limit, the place in a file. */
  readonly detail: string | null
  readonly issues: readonly { readonly field: string; readonly message: string }[]
  /** When the same may be asked again; null when the server did not say. */
  readonly retryAfterSeconds: number | null

  constructor(code: ErrorCode, { detail, issues, cause, retryAfterSeconds }: ProblemContext = {}) {
    super(detail ?? code, { cause })
    this.name = 'ServerProblem'
    this.code = code
    this.detail = detail ?? null
    this.issues = issues ?? []
    this.retryAfterSeconds = retryAfterSeconds ?? null
  }
}
