import { LearnPathError, type SearchRequest, type SearchRequestInput } from '@learnpath/contracts'
import type { Cache } from '../../ports/cache.ts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Leadership } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import { createFreshness, type Freshness } from './freshness.ts'
import type { LibraryReader } from './library-reader.ts'
import { createProjection } from './projection.ts'
import { termsOfQuestion } from './query-terms.ts'
import { type Answer, createRememberingSearch, type RememberingSearch } from './remembering-search.ts'
import type { RetrievalApi } from './retrieval-api.ts'
import type { SearchModels } from './search-models.ts'
import { createWarmUp, type WarmUp } from './warm-up.ts'

const ENGINE = 'keyword'
const DEFAULT_PURGE_DELAY_MS = 2_000
const DEFAULT_EMBED_PATIENCE_MS = 3_000
/** How long is waited for an index that is on a server, or that another process writes to. */
const REMOTE_PATIENCE_MS = 3_000
const DEFAULT_WARM_UP_DELAY_MS = 5_000

export interface RetrievalDependencies {
  readonly library: LibraryReader
  readonly indexStore: KeywordIndexStore
  readonly generations: SearchModels
  readonly eventBus: EventBus
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'cacheLookedUp' | 'searched' | 'searchStageEnded'>
  /** Which of several processes writes to an index that they share; absent where there is one process. */
  readonly leadership?: Pick<Leadership, 'lead' | 'exclusively' | 'isShared'>
  /** Of several processes, for what takes longer to make than to ask for. */
  readonly sharedCache?: Cache
  /** Wait after a deletion before the index is rewritten without it; default 2 s. */
  readonly purgeDelayMs?: number
  /** How long a search waits for its query's vector before keywords answer alone; default 3 s. */
  readonly embedPatienceMs?: number
  /** Wait after a change before frequent queries are answered anew; default 5 s. */
  readonly warmUpDelayMs?: number
}

const withDefaults = (request: SearchRequestInput): SearchRequest => ({
  ...request,
  limit: request.limit ?? 10,
  offset: request.offset ?? 0,
  explain: request.explain ?? false,
  mode: request.mode ?? 'auto',
  rerank: request.rerank ?? false,
  diversity: request.diversity ?? 0,
})

interface Searching {
  readonly freshness: Freshness
  readonly remembering: RememberingSearch
  readonly warmUp: WarmUp
}

/** One search: what is new is looked at first, then what is known is used. */
function createSearch(
  { clock, metrics }: Pick<RetrievalDependencies, 'clock' | 'metrics'>,
  { freshness, remembering, warmUp }: Searching,
): RetrievalApi['search'] {
  async function freshSearch(request: SearchRequest, latest: number): Promise<Answer> {
    const answer = await remembering.search(request, latest)
    const again = answer.result.gone > 0 && (await freshness.awaitReplaced(latest))
    return again ? await remembering.search(request, latest) : answer
  }

  return async (input) => {
    const request = withDefaults(input)
    const startedAt = clock.monotonicMs()
    const latest = await freshness.freshen()
    const { result, sources, isRemembered } = await freshSearch(request, latest)
    warmUp.asked(request)
    const { hits, reading, total, totalIsExact, engine, semantic, reranked, stages } = result
    const lag = sources.serving === null ? 0 : Math.max(0, latest - sources.serving.index.appliedSequence)
    const indexLag = freshness.lagBehind(latest)
    const tookMs = clock.monotonicMs() - startedAt
    metrics.searched(engine, tookMs / 1000)
    return {
      query: request.query,
      hits,
      reading,
      total,
      totalIsExact,
      tookMs,
      engine,
      indexLag,
      semantic: { ...semantic, lag },
      reranked,
      stages: isRemembered ? {} : stages,
    }
  }
}

/** Retrieval over the library's chunks by keywords and, where a model serves, by meaning; in step with the change log. */
export function createRetrieval(dependencies: RetrievalDependencies): RetrievalApi {
  const { library, indexStore } = dependencies
  const projection = createProjection({
    ...dependencies,
    purgeDelayMs: dependencies.purgeDelayMs ?? DEFAULT_PURGE_DELAY_MS,
  })
  const freshness = createFreshness(library, indexStore, projection)
  const patienceMs = dependencies.embedPatienceMs ?? DEFAULT_EMBED_PATIENCE_MS
  const remembering = createRememberingSearch({ ...dependencies, patienceMs })
  const warmUp = createWarmUp({
    ...dependencies,
    delayMs: dependencies.warmUpDelayMs ?? DEFAULT_WARM_UP_DELAY_MS,
    warm: async (request) => {
      await remembering.warm(request)
    },
  })

  const search = createSearch(dependencies, { freshness, remembering, warmUp })
  let knownChunks = 0

  /** The state is told even where the index does not answer. @returns what keeps it from that */
  async function countChunks(index: KeywordIndex): Promise<{ code: string; message: string } | null> {
    try {
      knownChunks = (await index.vocabulary()).chunkCount()
      return null
    } catch (cause) {
      if (!(cause instanceof LearnPathError)) throw cause
      return { code: cause.code, message: cause.message }
    }
  }

  return {
    search,
    async queryTerms(question) {
      await freshness.freshen()
      return termsOfQuestion(question, await indexStore.current.vocabulary())
    },
    async pages(documentId) {
      const { versionHash, pages } = await library.text(documentId)
      return { versionHash, pages }
    },
    ready: async () => {
      await projection.ready()
    },
    async catchUp() {
      if (!indexStore.isShared) await projection.catchUp()
      // A server that is away is brought later what it lacks.
      else await projection.catchUpTo(await library.latestSequence(), REMOTE_PATIENCE_MS)
    },
    async rebuild(onProgress) {
      return await projection.rebuild(onProgress)
    },
    async indexState() {
      const { current } = indexStore
      const latest = await library.latestSequence()
      const trouble = await countChunks(current)
      return {
        kind: ENGINE,
        sequence: current.appliedSequence,
        lag: freshness.lagBehind(latest),
        chunks: knownChunks,
        sizeBytes: current.sizeBytes(),
        trouble,
      }
    },
    start: async () => {
      warmUp.start()
      await projection.start()
    },
    stop: async () => {
      await warmUp.stop()
      await projection.stop()
    },
  }
}
