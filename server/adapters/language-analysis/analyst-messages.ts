import type { ChunkReading, ReadableChunk } from '../../ports/chunk-reader.ts'
import type { AnalysableDocument, DocumentAnalysis } from '../../ports/document-analyst.ts'

/** What the thread is asked to do: a whole document for its phrases, or chunks for what they name and state. */
export type AnalystTask =
  | { readonly kind: 'analyse'; readonly document: AnalysableDocument }
  | { readonly kind: 'read'; readonly chunks: readonly ReadableChunk[] }

export type AnalystRequest = { readonly id: number; readonly task: AnalystTask }

export type AnalystResult =
  | { readonly kind: 'analysed'; readonly analysis: DocumentAnalysis }
  | { readonly kind: 'read'; readonly readings: readonly ChunkReading[] }

export type AnalystAnswer = (AnalystResult | { readonly kind: 'failed'; readonly detail: string }) & {
  readonly id: number
}
