/** One set for every library and model; chosen over all sets of bench/quality/hybrid.bench.ts together (docs/decisions/0010-hybrid-retrieval.md). */
export const FUSION = {
  /** So many of the best of each leg are put together, whatever page is asked for. */
  depth: 50,
  /** Weight of meaning beside keywords, whose best score counts as 1. */
  weights: { base: 0.1, whenAgreeing: 0.2 },
  /** The same where the model was not made for the language of the query. */
  foreignWeights: { base: 0.05, whenAgreeing: 0 },
  /** Nearest passages looked at when meaning alone ranks: for the first pages, and for later ones. */
  vectorDepth: 200,
  vectorDepthOfLatePages: 1100,
  /** So many of the best are looked through for difference from each other. */
  diversityDepth: 50,
} as const
