import type { SearchHit, SearchRequest, SearchResponse } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { SearchReach } from '../../ports/search-reach.ts'
import type { FusionWeights } from '../../kernel/ranking/fuse-scores.ts'
import type { Reranker } from '../../ports/reranker.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { explainHit } from './explain.ts'
import type { ServingGeneration } from './generations/generations-api.ts'
import { highlightsOf } from './highlights.ts'
import { diverseOrder } from './hybrid/diverse-order.ts'
import { FUSION } from './hybrid/fusion-parameters.ts'
import { keywordRanking } from './hybrid/keyword-leg.ts'
import type { Passage, Ranking } from './hybrid/passage.ts'
import type { QueryEmbedding } from './hybrid/query-embedding.ts'
import { rankBothLegs } from './hybrid/rank-both-legs.ts'
import { loadCandidates } from './candidates.ts'
import type { LibraryReader } from './library-reader.ts'
import { planQuery, type QueryPlan } from './query-plan.ts'
import type { Ranked } from './rescore.ts'
import { RERANK } from './rerank/rerank-parameters.ts'
import type { Reranking } from './rerank/reranking.ts'
import { reachOf } from './search-filter.ts'
import { readingOf } from './reading-of.ts'
import { goesByDocuments, type VisibleDocuments } from './visible-documents.ts'
import { createStageTimes, type StageTimes } from './stage-times.ts'

type Told = 'hits' | 'reading' | 'total' | 'totalIsExact' | 'engine' | 'reranked' | 'stages'

export interface SearchResult extends Pick<SearchResponse, Told> {
  readonly semantic: Omit<SearchResponse['semantic'], 'lag'>
  /** Matches that had gone from the library when they were to be shown. */
  readonly gone: number
  /** False when another try could give more: a model was not ready, or the time for reordering ran out. */
  readonly isFinal: boolean
}

/** What a search is answered with. */
export interface SearchSources {
  readonly index: KeywordIndex
  /** Null: keywords alone, for `reason`. */
  readonly serving: ServingGeneration | null
  readonly reason: string | null
  /** Null: nothing is reordered. */
  readonly reranker: Reranker | null
  /** Null: the program itself searches, which sees all. */
  readonly visible: VisibleDocuments | null
  /** Of meaning beside keywords; default: as measured best. */
  readonly weights?: FusionWeights
}

export interface SearchTools {
  readonly library: LibraryReader
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'searchStageEnded'>
  readonly queryEmbedding: QueryEmbedding
  readonly reranking: Reranking
}

function toHit(ranked: Ranked, passage: Pick<Passage, 'score'>, place: { rank: number; plan: QueryPlan }): SearchHit {
  const { chunk } = ranked
  return {
    rank: place.rank,
    score: passage.score,
    documentId: chunk.documentId,
    versionHash: chunk.versionHash,
    chunkId: String(chunk.id),
    collection: chunk.collection,
    path: chunk.path,
    title: chunk.title,
    headingPath: [...chunk.headingPath],
    language: chunk.language,
    page: chunk.pageStart,
    pageEnd: chunk.pageEnd,
    start: chunk.start,
    end: chunk.end,
    text: chunk.text,
    highlights: highlightsOf(ranked, place.plan),
  }
}

/** The passages of a page with their texts; others take the places of those that are gone. */
async function loadPage(
  library: LibraryReader,
  passages: readonly Passage[],
  { offset, limit }: Pick<SearchRequest, 'offset' | 'limit'>,
): Promise<{ passage: Passage; ranked: Ranked }[]> {
  const page: { passage: Passage; ranked: Ranked }[] = []
  for (let at = offset; page.length < limit && at < passages.length;) {
    const batch = passages.slice(at, at + limit - page.length)
    at += batch.length
    const loaded = await loadCandidates(
      library,
      batch.filter(({ ranked }) => ranked === null),
    )
    const chunks = new Map(loaded.map(({ chunk }) => [chunk.id, chunk]))
    for (const passage of batch) {
      const chunk = chunks.get(passage.chunkId)
      if (passage.ranked !== null) page.push({ passage, ranked: passage.ranked })
      else if (chunk !== undefined) {
        page.push({ passage, ranked: { chunk, tokens: null, score: passage.legs.keyword?.score ?? 0, pairs: [] } })
      }
    }
  }
  return page
}

const budgetOf = (rerank: SearchRequest['rerank']): number =>
  typeof rerank === 'object' ? rerank.budgetMs : RERANK.defaultBudgetMs

interface Found {
  readonly ranking: Ranking
  readonly engine: SearchResponse['engine']
  readonly semantic: SearchResult['semantic']
}

interface Preparation {
  readonly plan: QueryPlan
  /** What is asked, without the marks of its syntax. */
  readonly question: string
  readonly reach: SearchReach
  readonly stages: StageTimes
}

async function findPassages(
  tools: SearchTools,
  { request, sources, prepared }: { request: SearchRequest; sources: SearchSources; prepared: Preparation },
): Promise<Found> {
  const { plan, stages, reach } = prepared
  const { index, serving, reason, weights } = sources
  const asked = request.offset + request.limit
  if (serving !== null) {
    return await rankBothLegs(
      { ...tools, stages },
      {
        ...prepared,
        index,
        serving,
        mode: request.mode,
        asked,
        ...(weights !== undefined && { weights }),
      },
    )
  }
  // What is reordered afterwards has to be there even where the page is short.
  const pageEnd = sources.reranker !== null || request.diversity > 0 ? Math.max(asked, FUSION.depth) : asked
  const ranking = await stages.measure(
    'keyword',
    async () => await keywordRanking(tools.library, index, { plan, reach, pageEnd }),
  )
  const semantic = { used: false, model: null, reason }
  return { ranking, engine: 'keyword', semantic }
}

async function reachFor(
  library: LibraryReader,
  { filters }: Pick<SearchRequest, 'filters'>,
  sources: SearchSources,
): Promise<SearchReach> {
  const { visible } = sources
  if (filters !== undefined) return await reachOf(library, filters, { visible, byDocuments: goesByDocuments(sources) })
  return visible === null ? {} : { bounds: visible.bounds }
}

/** Runs one search. @throws LP_REQUEST_INVALID, LP_COLLECTION_NOT_FOUND */
export async function runSearch(
  tools: SearchTools,
  request: SearchRequest,
  sources: SearchSources,
): Promise<SearchResult> {
  const { library } = tools
  const { index, serving, reranker, visible } = sources
  const stages = createStageTimes(tools.clock, tools.metrics)
  const vocabulary = await index.vocabulary()
  const plan = planQuery(request.query, vocabulary)
  const question = [plan.parsed.words, ...plan.parsed.phrases].join(' ').trim()
  const reach = await reachFor(library, request, sources)
  const prepared = { plan, question, reach, stages }
  const found = await findPassages(tools, { request, sources, prepared })
  let { passages } = found.ranking
  let reranked: SearchResponse['reranked'] = null
  if (reranker !== null) {
    const budgetMs = budgetOf(request.rerank)
    const search = { reranker, budgetMs, query: question, plan, vocabulary, stages }
    ;({ passages, reranked } = await tools.reranking.reorder(passages, search))
  }
  if (request.diversity > 0) {
    const { diversity } = request
    passages = await diverseOrder(passages, { library, vectorIndex: serving?.index ?? null, diversity })
  }
  const page = await loadPage(library, passages, request)
  const { total, totalIsExact, gone } = found.ranking
  const semanticIsFinal = serving === null || found.semantic.used
  return {
    reading: await readingOf(plan, index, visible),
    total,
    totalIsExact,
    gone,
    engine: found.engine,
    semantic: found.semantic,
    reranked,
    stages: stages.taken,
    isFinal: semanticIsFinal && (reranked === null || ['complete', 'settled'].includes(reranked.ended)),
    hits: await Promise.all(
      page.map(async ({ passage, ranked }, at) => ({
        ...toHit(ranked, passage, { rank: request.offset + at + 1, plan }),
        ...(request.explain && {
          explanation: await explainHit(index, { ranked, legs: passage.legs, engine: found.engine }, plan),
        }),
      })),
    ),
  }
}
