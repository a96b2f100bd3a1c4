/** BM25's idf as Lucene has it, never negative; 0 for a term that no chunk holds. Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework", 2009. */
export function inverseDocumentFrequency(statistics: {
  readonly documentFrequency: number
  readonly chunkCount: number
}): number {
  const { documentFrequency, chunkCount } = statistics
  if (documentFrequency === 0) return 0
  return Math.log(1 + (chunkCount - documentFrequency + 0.5) / (documentFrequency + 0.5))
}
