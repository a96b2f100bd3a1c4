import type { SearchHit, SearchRequest, SearchResponse } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { LibraryReader } from './library-reader.ts'
import { findCandidates } from './candidates.ts'
import { explainHit } from './explain.ts'
import { highlightsOf } from './highlights.ts'
import { planQuery, type QueryPlan } from './query-plan.ts'
import { type Ranked, rescore } from './rescore.ts'
import { allowedDocuments } from './search-filter.ts'

export interface SearchResult extends Pick<SearchResponse, 'hits' | 'total' | 'totalIsExact'> {
  /** Matches that had gone from the library when they were to be shown. */
  readonly gone: number
}

function toHit(ranked: Ranked, rank: number, plan: QueryPlan): SearchHit {
  const { chunk } = ranked
  return {
    rank,
    score: ranked.score,
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
    highlights: highlightsOf(ranked, plan),
  }
}

/** Runs one search on one index. @throws LP_REQUEST_INVALID, LP_COLLECTION_NOT_FOUND */
export async function searchIndex(
  library: LibraryReader,
  index: KeywordIndex,
  request: SearchRequest,
): Promise<SearchResult> {
  const plan = planQuery(request.query, index)
  const documentIds = await allowedDocuments(library, request.filters)
  const pageEnd = request.offset + request.limit
  const candidates = await findCandidates(library, index, { plan, documentIds, pageEnd })
  const ranked = rescore(candidates.found, plan, pageEnd)
  const page = ranked.slice(request.offset, pageEnd)
  return {
    total: candidates.total,
    totalIsExact: candidates.totalIsExact,
    gone: candidates.gone,
    hits: page.map((one, place) => ({
      ...toHit(one, request.offset + place + 1, plan),
      ...(request.explain && { explanation: explainHit(index, one, plan) }),
    })),
  }
}
