import { LearnPathError, type SearchRequest } from '@learnpath/contracts'
import type { Clock } from '../../../ports/clock.ts'
import type { KeywordIndexStore } from '../../../ports/keyword-index-store.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { LibraryReader } from '../library-reader.ts'
import { createReranking } from '../rerank/reranking.ts'
import { runSearch, type SearchSources, type SearchTools } from '../search.ts'
import { createVisibleDocuments } from '../visible-documents.ts'
import type { QueryEmbedding } from '../hybrid/query-embedding.ts'
import type { TrialSearch, TrialSubject } from './trials-api.ts'

export interface TrialSearchDependencies {
  readonly library: LibraryReader
  readonly indexStore: Pick<KeywordIndexStore, 'current'>
  readonly clock: Clock
  readonly logger: Logger
}

/** Long enough for every passage that a reranker may look at. */
const RERANK_BUDGET_MS = 60_000

/** Computed anew for each search; its failure is the search's. */
const embedding: QueryEmbedding = {
  async of(embedder, query) {
    const [vector] = await embedder.embed({ texts: [query], instruction: 'query', priority: 'query' })
    if (vector === undefined || !vector.some((value) => value !== 0)) {
      return { reason: 'the model knows none of the words' }
    }
    return { vector }
  },
}

export function createTrialSearch(dependencies: TrialSearchDependencies, subject: TrialSubject): TrialSearch {
  const { library, clock, logger, indexStore } = dependencies
  const { mode, vectors, reranker, weights } = subject
  const seeDocuments = createVisibleDocuments(library)
  const tools: SearchTools = {
    library,
    clock,
    logger,
    metrics: { searchStageEnded: () => undefined },
    queryEmbedding: embedding,
    reranking: createReranking({ library, clock, logger }),
  }
  const serving =
    vectors === null
      ? null
      : {
          generation: {
            id: vectors.name,
            model: vectors.model.id,
            precision: vectors.model.precision,
            dimensions: vectors.index.dimensions,
          },
          embedder: vectors.embedder,
          index: vectors.index,
        }
  return {
    async search(query, { limit, filters }) {
      const asked = { index: indexStore.current, serving }
      const sources: SearchSources = {
        ...asked,
        reason: serving === null ? 'keywords were asked for' : null,
        reranker,
        visible: await seeDocuments(await library.latestSequence(), asked),
        ...(weights !== undefined && { weights }),
      }
      const request: SearchRequest = {
        query,
        limit,
        offset: 0,
        explain: false,
        mode,
        diversity: 0,
        rerank: reranker === null ? false : { budgetMs: RERANK_BUDGET_MS },
        ...(filters !== undefined && { filters }),
      }
      const result = await runSearch(tools, request, sources)
      if (result.reranked?.ended === 'failed') {
        throw new LearnPathError('LP_INFERENCE_FAILED', { detail: result.reranked.reason ?? 'the reranker failed' })
      }
      return [...result.hits]
    },
  }
}
