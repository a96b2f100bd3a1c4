import { LearnPathError, SearchFilters } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { printHit } from '../passages.ts'
import type { Terminal } from '../terminal.ts'

export interface FilterOptions {
  readonly collection: readonly string[]
  readonly tag: readonly string[]
  readonly language: readonly string[]
  readonly format: readonly string[]
}

export interface SearchOptions extends FilterOptions {
  readonly limit: number
  readonly offset: number
  readonly explain?: boolean
}

/** @returns undefined when nothing is filtered @throws LP_REQUEST_INVALID */
export function filtersOf({ collection, tag, language, format }: FilterOptions): SearchFilters | undefined {
  const given = Object.entries({ collections: collection, tags: tag, languages: language, formats: format }).filter(
    ([, values]) => values.length > 0,
  )
  if (given.length === 0) return undefined
  const filters = SearchFilters.safeParse(Object.fromEntries(given))
  if (filters.success) return filters.data
  const issues = filters.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw new LearnPathError('LP_REQUEST_INVALID', { detail: 'a filter has a wrong value', issues })
}

/** Prints ranked passages. Finding nothing is an answer: exit code 0. */
export async function search(terminal: Terminal, query: string, options: SearchOptions): Promise<number> {
  const { limit, offset, explain = false } = options
  const filters = filtersOf(options)
  const response = await withConnection(
    { ingest: false },
    async ({ client }) =>
      await client.search({ query, limit, offset, explain, ...(filters === undefined ? {} : { filters }) }),
  )
  terminal.result(response)
  if (response.hits.length === 0) terminal.line('No passage has any of these words.')
  for (const hit of response.hits) {
    printHit(terminal, hit)
    for (const { term, word, score } of hit.explanation?.terms ?? []) {
      terminal.line(terminal.style.dim(`      ${score.toFixed(3)}  ${term} (${word})`))
    }
  }
  const total = response.totalIsExact ? String(response.total) : `more than ${response.total}`
  terminal.note(terminal.style.dim(`${total} passages, ${response.tookMs.toFixed(1)} ms, ${response.engine} search`))
  return 0
}
