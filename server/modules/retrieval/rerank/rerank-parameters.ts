/** How passages are reordered; reasons in docs/decisions/0010-hybrid-retrieval.md. */
export const RERANK = {
  /** Budget of `rerank: true`. */
  defaultBudgetMs: 200,
  /** So many passages are candidates at most, and at least, whatever the time. */
  maxCandidates: 50,
  minCandidates: 4,
  /** Candidates as long as it is not known how fast the model is. */
  candidatesAtFirst: 20,
  /** Candidates are taken in blocks by rank; a block is sorted by length and scored in batches. */
  blockSize: 8,
  batchSize: 4,
  /** Longest window of a passage that is read, in UTF-16 units: about 110 tokens of English. */
  windowCharacters: 480,
  /** The same where the budget is too short for `fewCandidates` of the longest: about 45 tokens, a sentence or two. */
  shortWindowCharacters: 200,
  fewCandidates: 8,
  /** Share of the reranker in the final score; the rest is the rank before it. */
  weight: 0.7,
  /** The order counts as settled when so many of the first did not change over the last blocks and no further one can come before them. */
  settledRanks: 5,
  settledBlocks: 2,
  /** How long a first use may load the model; this does not count against the budget and is told as a stage. */
  loadPatienceMs: 3_000,
  /** After so long without use the model may have been unloaded. */
  loadedForMs: 60_000,
} as const
