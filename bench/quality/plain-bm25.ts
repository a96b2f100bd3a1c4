import { analyze } from '../../server/kernel/text/analyze.ts'

const K1 = 1.2
const B = 0.75

/** Plain stemmed BM25 over whole documents (title and text as one field), the yardstick of the retrieval benchmark. */
export function createPlainBm25(
  documents: readonly { readonly id: string; readonly text: string }[],
  language: string,
): (query: string, limit: number) => string[] {
  const postings = new Map<string, Map<number, number>>()
  const lengths = documents.map(({ text }, at) => {
    const tokens = analyze(text, language)
    for (const { term } of tokens) {
      const list = postings.get(term) ?? new Map<number, number>()
      list.set(at, (list.get(at) ?? 0) + 1)
      postings.set(term, list)
    }
    return tokens.length
  })
  const averageLength = lengths.reduce((sum, length) => sum + length, 0) / documents.length
  return (query, limit) => {
    const scores = new Map<number, number>()
    for (const { term } of analyze(query, language)) {
      const list = postings.get(term) ?? new Map<number, number>()
      const idf = Math.log(1 + (documents.length - list.size + 0.5) / (list.size + 0.5))
      for (const [at, frequency] of list) {
        const norm = K1 * (1 - B + (B * (lengths[at] ?? 0)) / averageLength)
        scores.set(at, (scores.get(at) ?? 0) + (idf * frequency * (K1 + 1)) / (frequency + norm))
      }
    }
    return [...scores]
      .toSorted(([one, score], [other, better]) => better - score || one - other)
      .slice(0, limit)
      .map(([at]) => documents[at]?.id ?? '')
  }
}
