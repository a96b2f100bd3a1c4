/** One set for every library and language; chosen over all sets of bench/quality/retrieval.bench.ts together, not per set. */
export const RANKING = {
  /** A word of the title, a heading or the path counts as this many words of the text. */
  titleWeight: 1,
  headingWeight: 2,
  pathWeight: 1,
  /** How much a word of title, heading or path adds to the length that BM25 normalises by. */
  fieldLengthShare: 1,
  /** BM25's b, and the usual length of a chunk in terms: how far the length of a chunk tells on its own words only. */
  lengthShare: 0.75,
  usualLength: 120,
  /** So many of the best chunks are ranked anew with their text at hand; further ones keep the order of the index. */
  rescoreDepth: 24,
  /** Worth of two words of the query that stand together in the text, as a share of the smaller of their idf. */
  proximityShare: 0.4,
  /** Words of the query stand together when at most this many words apart, or (one more or less) as far apart as in the query. */
  proximityWords: 2,
  /** Longer words that begin with a word of the query (compounds): how many, how much longer, and how much they count. */
  expansionMinPrefix: 4,
  expansionMinRest: 3,
  expansionLimit: 8,
  expansionWeight: 0.3,
} as const
