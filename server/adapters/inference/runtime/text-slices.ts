import type { RunRequest } from './worker-messages.ts'

/** About as much as two batches hold, at four characters per token. */
const SLICE_CHARACTERS = 2048
/** A short text costs as much as one of so many characters: special tokens, messages, a batch that is not full. */
const LEAST_CHARACTERS = 128
const SLICE_TEXTS = 8

/** Some texts of a request, of similar length. */
export interface TextSlice {
  /** Which texts of the request they are. */
  readonly indexes: readonly number[]
  /** In characters, of which a short text counts a few more. */
  readonly cost: number
}

/** Divides a request among lanes, longest texts first, so that at the end all lanes are done at about the same time. */
export function sliceTexts({ texts, query }: Pick<RunRequest, 'texts' | 'query'>): readonly TextSlice[] {
  const costs = texts.map((text) => Math.max(LEAST_CHARACTERS, text.length + (query?.length ?? 0)))
  const order = [...texts.keys()].toSorted((a, b) => (costs[b] ?? 0) - (costs[a] ?? 0))
  const slices: TextSlice[] = []
  let indexes: number[] = []
  let cost = 0
  for (const index of order) {
    const more = costs[index] ?? 0
    if (indexes.length > 0 && (indexes.length === SLICE_TEXTS || cost + more > SLICE_CHARACTERS)) {
      slices.push({ indexes, cost })
      indexes = []
      cost = 0
    }
    indexes.push(index)
    cost += more
  }
  if (indexes.length > 0) slices.push({ indexes, cost })
  return slices
}
