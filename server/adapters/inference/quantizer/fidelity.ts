import { createHash } from 'node:crypto'
import type { Fidelity, ModelManifest } from '@learnpath/contracts'
import type { TokenSequence, Tokenizer } from '../tokenizer.ts'
import type { ModelRun } from './run-model.ts'

/** What is asked of a quantized form, as cosines of its rows with those of the model as delivered. */
export interface FidelityTarget {
  readonly cosineMean: number
  readonly cosineWorst: number
}

const TOKENS_AT_MOST = 256
/** A reranker's row: the scores of a text as the query against this many of the texts after it. */
const PAIRS_PER_ROW = 4

/** The token sequences whose results make a row: one for an embedder, several pairs for a reranker. */
export function sequencesOf(
  texts: readonly string[],
  manifest: ModelManifest,
  tokenizer: Tokenizer,
): TokenSequence[][] {
  const longest = Math.min(manifest.maximumTokens, TOKENS_AT_MOST)
  if (manifest.task === 'embed') {
    return texts.map((text) => [tokenizer.encode(manifest.instructions.passage + text, undefined, longest)])
  }
  return texts.map((query, index) =>
    Array.from({ length: PAIRS_PER_ROW }, (_, distance) =>
      tokenizer.encode(query, texts[(index + distance + 1) % texts.length] ?? '', longest),
    ),
  )
}

/** The model's rows, one per text. */
export async function measureRows(
  run: Pick<ModelRun, 'run'>,
  sequences: readonly (readonly TokenSequence[])[],
  onRow: () => void = () => {},
): Promise<Float32Array[]> {
  const rows: Float32Array[] = []
  for (const group of sequences) {
    const parts: number[] = []
    for (const sequence of group) for (const value of await run.run(sequence)) parts.push(value)
    rows.push(Float32Array.from(parts))
    onRow()
  }
  return rows
}

/** Cosine of two rows; 1 when both are zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [product, lengthA, lengthB] = [0, 0, 0]
  for (let index = 0; index < a.length; index++) {
    const [x, y] = [a[index] ?? 0, b[index] ?? 0]
    product += x * y
    lengthA += x * x
    lengthB += y * y
  }
  if (lengthA === 0 && lengthB === 0) return 1
  const value = product / Math.sqrt(lengthA * lengthB)
  return Number.isNaN(value) ? 0 : value
}

/** How close rows are to the reference, in the order of the texts. */
export function compareRows(
  reference: readonly Float32Array[],
  rows: readonly Float32Array[],
  texts: readonly string[],
): Fidelity {
  const cosines = reference.map((row, index) => cosine(row, rows[index] ?? new Float32Array(row.length)))
  return {
    cosineMean: cosines.reduce((sum, value) => sum + value, 0) / cosines.length,
    cosineWorst: Math.min(...cosines),
    texts: texts.length,
    textsSha256: createHash('sha256').update(JSON.stringify(texts)).digest('hex'),
  }
}

/** Whether the figures reach the target. */
export const reaches = (fidelity: Pick<Fidelity, 'cosineMean' | 'cosineWorst'>, target: FidelityTarget): boolean =>
  fidelity.cosineMean >= target.cosineMean && fidelity.cosineWorst >= target.cosineWorst
