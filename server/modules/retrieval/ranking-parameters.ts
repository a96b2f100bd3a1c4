/** One set for every library and language; chosen by bench/quality/retrieval.bench.ts over all its sets together. */
export const RANKING = {
  /** A word of the title or of a heading counts as this many words of the text. */
  titleWeight: 1,
  headingWeight: 1,
  /** How much a word of title or heading adds to the length that BM25 normalises by. */
  titleLengthShare: 1,
  headingLengthShare: 1,
} as const
