import {
  LearnPathError,
  type GraphMode,
  type GraphSearchHit,
  type GraphSearchRequestInput,
  type Relation,
  SearchFilters,
  type LegExplanation,
  type SearchMode,
  type SearchRequestInput,
  type SearchResponse,
} from '@learnpath/contracts'
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
  readonly mode: SearchMode
  /** Milliseconds, or true for the usual time. */
  readonly rerank?: true | number
  readonly diversity?: number
  readonly graph?: GraphMode
}

function requestOf(query: string, options: SearchOptions): SearchRequestInput {
  const { limit, offset, explain = false, mode, rerank, diversity } = options
  const filters = filtersOf(options)
  return {
    query,
    limit,
    offset,
    explain,
    mode,
    ...(rerank !== undefined && { rerank: rerank === true ? true : { budgetMs: rerank } }),
    ...(diversity !== undefined && { diversity }),
    ...(filters !== undefined && { filters }),
  }
}

/** Where the hit stood in each leg, in one line. */
function placesOf(legs: LegExplanation): string {
  const places = Object.entries(legs).flatMap(([leg, place]) =>
    place === null ? [] : [`${leg} ${place.rank}. (${place.score.toFixed(3)})`],
  )
  return places.join(', ')
}

/** What searched, and what was asked for but did not. */
function wayOf({ engine, semantic, reranked }: SearchResponse): string {
  const by = semantic.used ? `${engine} search with ${semantic.model ?? ''}` : `${engine} search`
  if (reranked === null) return by
  const { model, scored, candidates, ended, reason } = reranked
  const how = reason === null ? `${scored} of ${candidates} passages, ${ended}` : reason
  return `${by}, reordered by ${model} (${how})`
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

/** What of the graph led to a hit, in one line; '' where nothing did. */
function leadOf({ graph }: Pick<GraphSearchHit, 'graph'>, hits: readonly GraphSearchHit[]): string {
  if (graph === null) return ''
  const from = hits.find(({ chunkId }) => chunkId === graph.fromChunkId)
  const names = graph.entities.map(({ name }) => name).join(', ')
  const through = graph.relations.length === 0 ? '' : `${graph.relations.length} relations`
  const named = [names, through].filter((part) => part !== '').join('; ')
  return from === undefined ? `through ${named}` : `from ${from.rank}. through ${named}`
}

/** Prints passages that the graph helped to find, with what led there. */
async function searchByGraph(terminal: Terminal, request: GraphSearchRequestInput): Promise<number> {
  const response = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('graphSearch', { body: request }),
  )
  const { style } = terminal
  terminal.result(response)
  if (response.hits.length === 0) terminal.line('No passage was found.')
  for (const hit of response.hits) {
    printHit(terminal, hit)
    const lead = leadOf(hit, response.hits)
    if (lead !== '') terminal.line(style.dim(`      ${lead}`))
  }
  printRelations(terminal, response.relations)
  const asked =
    request.graphMode === response.graphMode ? '' : `, for ${request.graphMode ?? ''} the graph has nothing to say`
  terminal.note(
    style.dim(`graph mode ${response.graphMode}${asked}, ${response.tookMs.toFixed(1)} ms, ${wayOf(response)}`),
  )
  return 0
}

/** Prints relations, each in a line. */
export function printRelations(terminal: Terminal, relations: readonly Relation[]): void {
  if (relations.length > 0) terminal.line(terminal.style.dim('Relations:'))
  for (const { source, kind, target, confidence } of relations) {
    terminal.line(terminal.style.dim(`   ${source.name} ${kind} ${target.name}  (${confidence.toFixed(2)})`))
  }
}

/** Prints ranked passages. Finding nothing is an answer: exit code 0. */
export async function search(terminal: Terminal, query: string, options: SearchOptions): Promise<number> {
  const request = requestOf(query, options)
  if (options.graph !== undefined) {
    const { offset: _, ...graphRequest } = request
    return await searchByGraph(terminal, { ...graphRequest, graphMode: options.graph })
  }
  const response = await withConnection({ ingest: false }, async ({ client }) => await client.search(request))
  terminal.result(response)
  if (response.hits.length === 0) terminal.line('No passage was found.')
  for (const hit of response.hits) {
    printHit(terminal, hit)
    if (hit.explanation !== undefined) terminal.line(terminal.style.dim(`      ${placesOf(hit.explanation.legs)}`))
    for (const { term, word, score } of hit.explanation?.terms ?? []) {
      terminal.line(terminal.style.dim(`      ${score.toFixed(3)}  ${term} (${word})`))
    }
  }
  const total = response.totalIsExact ? String(response.total) : `more than ${response.total}`
  terminal.note(terminal.style.dim(`${total} passages, ${response.tookMs.toFixed(1)} ms, ${wayOf(response)}`))
  // A model was there and did not help: not what one expects.
  const { used, model, reason } = response.semantic
  if (!used && model !== null) terminal.note(`Keywords alone answered: ${reason ?? ''}`)
  return 0
}
