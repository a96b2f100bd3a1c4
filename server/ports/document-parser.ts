import type { DocumentFormat } from '@learnpath/contracts'
import type { ParsedDocument } from './parsed-document.ts'

export interface ParseRequest {
  /** Absolute path of the file. */
  readonly file: string
  /** Name the user knows the file by; its extension is a hint, the bytes decide. */
  readonly name: string
  readonly password?: string
}

/** Reads documents of any supported format, isolated: no document can stop or bloat the caller. */
export interface DocumentParser {
  /**
   * @throws LearnPathError with one of the LP_PARSE_… codes; never anything else. On abort LP_JOB_CANCELLED.
   */
  parse(request: ParseRequest, signal?: AbortSignal): Promise<ParsedDocument>
  /** Tells the format from the first bytes (at least 4 KB where the file has them) and the name. @throws LP_PARSE_UNSUPPORTED, LP_PARSE_EMPTY */
  detectFormat(head: Uint8Array, name: string): DocumentFormat
  /** Gets a reader process ready, so that the next document does not wait for it. Cheap when one is ready. */
  warm(): void
  /** Name and version of the OCR program in use, or null. */
  ocrEngine(): Promise<string | null>
  close(): Promise<void>
}
