import { call } from '../../api/request.ts'

export interface SearchMeasurement {
  readonly searches: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly slowestMs: number
  readonly engine: string
}

const SEARCHES = 100
const TITLES = 100
const SHORTEST_WORD = 4
/** Results are remembered by what was asked for: another number of hits is another question. */
const LIMITS = { least: 5, different: 40 } as const

/** Questions of one and two words from the titles of the documents, no two of them alike. */
export function queriesOf(titles: readonly string[]): string[] {
  const words = [...new Set(titles.flatMap((title) => title.toLocaleLowerCase().match(/\p{L}+/gu) ?? []))].filter(
    (word) => word.length >= SHORTEST_WORD,
  )
  const queries = new Set(words)
  for (let distance = 1; distance < words.length && queries.size < SEARCHES; distance += 1) {
    for (const [index, word] of words.entries()) {
      const other = words[(index + distance) % words.length]
      if (other !== undefined && other !== word) queries.add(`${word} ${other}`)
    }
  }
  return [...queries].slice(0, SEARCHES)
}

export function quantileOf(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/**
 * Searches the library a hundred times, one after the other, as a person at this window would.
 * @returns null when the titles hold no words to search for
 */
export async function measureSearch(
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<SearchMeasurement | null> {
  const { documents } = await call('listDocuments', { query: { limit: TITLES }, signal })
  const queries = queriesOf(documents.map(({ title }) => title))
  if (queries.length === 0) return null
  const limit = LIMITS.least + (Math.floor(performance.now()) % LIMITS.different)
  const times: number[] = []
  let engine = ''
  for (const query of queries) {
    const startedAt = performance.now()
    const answer = await call('search', { body: { query, limit }, signal })
    times.push(performance.now() - startedAt)
    engine = answer.engine
    onProgress(times.length / queries.length)
  }
  const sorted = times.toSorted((one, other) => one - other)
  return {
    searches: sorted.length,
    p50Ms: quantileOf(sorted, 0.5),
    p95Ms: quantileOf(sorted, 0.95),
    slowestMs: sorted.at(-1) ?? 0,
    engine,
  }
}
