import { LearnPathError, type SearchResponse } from '@learnpath/contracts'
import { createBoundedCache } from '../../../kernel/bounded-cache.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { KeywordTerm, KeywordVocabulary } from '../../../ports/keyword-index.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Reranker } from '../../../ports/reranker.ts'
import { loadCandidates } from '../candidates.ts'
import type { Passage } from '../hybrid/passage.ts'
import { withinPatience } from '../hybrid/within-patience.ts'
import { inverseDocumentFrequency } from '../inverse-document-frequency.ts'
import type { LibraryReader } from '../library-reader.ts'
import type { QueryPlan } from '../query-plan.ts'
import type { StageTimes } from '../stage-times.ts'
import { bestWindow } from './best-window.ts'
import { RERANK } from './rerank-parameters.ts'
import { createRerankerSpeed } from './reranker-speed.ts'
import { type Scoring, scoreInBatches, type WindowCandidate } from './score-in-batches.ts'

/** Some megabytes. */
const SCORES_KEPT = 20_000

type Reranked = NonNullable<SearchResponse['reranked']>

export interface RerankSearch {
  readonly reranker: Reranker
  readonly budgetMs: number
  /** What is asked, without the marks of its syntax. */
  readonly query: string
  readonly plan: QueryPlan
  readonly vocabulary: KeywordVocabulary
  readonly stages: StageTimes
}

export interface Reranking {
  /**
   * Reorders the best passages; those behind keep their order. When the model fails or is not loaded in time nothing is
   * reordered, which is logged and said in `reranked`.
   */
  reorder(
    passages: readonly Passage[],
    search: RerankSearch,
  ): Promise<{ readonly passages: readonly Passage[]; readonly reranked: Reranked }>
}

export interface RerankingDependencies {
  readonly library: LibraryReader
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly logger: Logger
}

const speedKeyOf = (key: string, window: number): string => `${key} ${window}`

/** Candidates in their new order, before the passages that were none. */
function reordered(passages: readonly Passage[], { order }: Scoring): Passage[] {
  const byId = new Map(passages.map((passage) => [passage.chunkId, passage]))
  const best = order.flatMap(({ id, score, logit }, at) => {
    const passage = byId.get(id)
    if (passage === undefined) return []
    const rerank = logit === null ? null : { rank: at + 1, score: logit }
    return [{ ...passage, score, legs: { ...passage.legs, rerank } }]
  })
  const isCandidate = new Set(order.map(({ id }) => id))
  const floor = best.at(-1)?.score ?? 0
  const top = passages[0]?.score ?? 1
  const rest = passages.filter(({ chunkId }) => !isCandidate.has(chunkId))
  // On the scale of the candidates, and never above the last of them.
  const share = (score: number): number => Math.min(floor, ((1 - RERANK.weight) * score) / (top > 0 ? top : 1))
  return [...best, ...rest.map((passage) => ({ ...passage, score: share(passage.score) }))]
}

export function createReranking({ library, clock, logger }: RerankingDependencies): Reranking {
  const speed = createRerankerSpeed(clock)
  const scores = createBoundedCache<number>(SCORES_KEPT)

  /** Loads the texts that the ranking has not, and cuts the windows. Passages that are gone are no candidates. */
  async function windows(
    passages: readonly Passage[],
    longest: number,
    { plan, vocabulary }: RerankSearch,
  ): Promise<WindowCandidate[]> {
    const worthOf = (term: KeywordTerm): number => term.weight * inverseDocumentFrequency(vocabulary.statistics(term))
    const top = passages[0]?.score ?? 0
    const missing = passages.filter(({ ranked }) => ranked === null)
    const loaded = await loadCandidates(library, missing)
    const chunks = new Map(loaded.map(({ chunk }) => [chunk.id, chunk]))
    return passages.flatMap(({ chunkId, score, ranked }) => {
      const chunk = ranked?.chunk ?? chunks.get(chunkId)
      if (chunk === undefined) return []
      const text = bestWindow(chunk, longest, { plan, worthOf })
      return [{ id: chunkId, prior: top > 0 ? Math.max(0, score / top) : 1, text }]
    })
  }

  /** A short budget buys more by reading less of each of several passages than by reading two or three well. */
  function windowWithin(key: string, budgetMs: number): number {
    const longest = RERANK.windowCharacters
    const isEnough = speed.candidatesWithin(speedKeyOf(key, longest), budgetMs) >= RERANK.fewCandidates
    return isEnough ? longest : RERANK.shortWindowCharacters
  }

  /** Makes the first use apart from the scores that the budget is for. @returns false when it takes too long */
  async function load({ reranker, query, stages }: RerankSearch): Promise<boolean> {
    const { key } = reranker.description
    if (speed.isLoaded(key)) return true
    const loading = stages.measure('load', async () => await reranker.score({ query, texts: [query] }))
    const loaded = await withinPatience(loading, RERANK.loadPatienceMs)
    if (loaded !== null) speed.used(key)
    return loaded !== null
  }

  return {
    async reorder(passages, search) {
      const { reranker, budgetMs, query, stages } = search
      const { modelId, key } = reranker.description
      const window = windowWithin(key, budgetMs)
      const speedKey = speedKeyOf(key, window)
      const best = passages.slice(0, speed.candidatesWithin(speedKey, budgetMs))
      const unchanged = (reason: string) => ({
        passages,
        reranked: { model: modelId, candidates: best.length, scored: 0, tookMs: 0, ended: 'failed' as const, reason },
      })
      try {
        if (!(await load(search))) return unchanged('the model is still being loaded')
        const startedAt = clock.monotonicMs()
        const scoring = await stages.measure('rerank', async () => {
          const candidates = await windows(best, window, search)
          const left = budgetMs - (clock.monotonicMs() - startedAt)
          return await scoreInBatches(
            { query, reranker, budgetMs: left, speedKey, candidates },
            { clock, speed, scores },
          )
        })
        const { scored, ended } = scoring
        const tookMs = clock.monotonicMs() - startedAt
        return {
          passages: reordered(passages, scoring),
          reranked: { model: modelId, candidates: scoring.order.length, scored, tookMs, ended, reason: null },
        }
      } catch (cause) {
        if (!(cause instanceof LearnPathError)) throw cause
        logger.warn('hits keep their order: the reranker failed', { model: modelId, error: cause.code })
        return unchanged(`${cause.message} (${cause.code})`)
      }
    },
  }
}
