import type { TokenSequence } from '../tokenizer.ts'

/** A model in memory. Not to be used by two at once. */
export interface ModelRunner {
  /** How many numbers a text becomes: the dimensions of a vector, or 1 for a score. */
  readonly width: number
  /** Batches hold no more tokens than this, padding included, unless one text alone is longer. */
  readonly batchTokens: number
  /** At most so many texts in a batch. */
  readonly batchTexts: number
  /** What the model reads of a text (after a query, of both), cut to what it can take. */
  prepare(text: string, query: string | null): TokenSequence
  count(text: string): number
  /** `width` numbers per row, in order; vectors are of unit length. @throws LP_INFERENCE_FAILED */
  run(rows: readonly TokenSequence[]): Promise<Float32Array>
  dispose(): Promise<void>
}
