import type { ErrorCode } from '@learnpath/contracts'
import type { ParseRequest } from '../../ports/document-parser.ts'
import type { ParsedDocument } from '../../ports/parsed-document.ts'

/** What the reader process is started with (its first argument, as JSON). */
export interface ReaderLimits {
  /** Resident memory at which the process ends itself. */
  readonly residentBytes: number
  /** Time one run of an OCR program may take. */
  readonly programTimeoutMs: number
}

/** From the reader process: "alive" while slow but bounded steps (OCR of a page) succeed one another, then one answer per document. */
export type ReaderAnswer =
  | { readonly kind: 'alive' }
  | { readonly kind: 'parsed'; readonly parsed: ParsedDocument; readonly residentBytes: number }
  | {
      readonly kind: 'failed'
      readonly code: ErrorCode
      readonly detail: string | null
      readonly residentBytes: number
    }

/** To the reader process. */
export type ReaderQuestion = ParseRequest
