import type { Cache } from '../../../ports/cache.ts'
import type { SearchRequestInput } from '@learnpath/contracts'
import { SearchRequest } from '@learnpath/contracts'
import type { ProgressEvent, SearchResponse } from '@learnpath/contracts'
import type { KeywordIndexStore } from '../../../ports/keyword-index-store.ts'
import { createRetrieval } from '../retrieval.ts'
import type { RetrievalApi } from '../retrieval-api.ts'
import { NO_MODELS, type SearchModels } from '../search-models.ts'
import { createMemoryKeywordIndexStore } from './memory-keyword-index-store.ts'
import { createMemoryLibrary, type MemoryDocument, type MemoryLibrary } from './memory-library.ts'

export interface RetrievalRig {
  readonly library: MemoryLibrary
  readonly indexStore: KeywordIndexStore
  readonly retrieval: RetrievalApi
  readonly events: ProgressEvent[]
  readonly warnings: string[]
  /** Stands still unless a test moves it. */
  readonly clock: { ms: number }
  /** Stages of searches, in order of their ends. */
  readonly stages: string[]
  /** Cache look-ups in order, true for a hit. */
  readonly lookUps: boolean[]
  /** Tells the module, as the server's event bus does. */
  announce(event: ProgressEvent): void
  search(query: string, more?: Partial<SearchRequestInput>): Promise<SearchResponse>
}

/** Retrieval on a library and an index in memory, with the documents given and the index caught up. */
export async function createRetrievalRig(
  documents: readonly MemoryDocument[] = [],
  indexStore: KeywordIndexStore = createMemoryKeywordIndexStore(),
  models: SearchModels = NO_MODELS,
  sharedCache?: Cache,
): Promise<RetrievalRig> {
  const library = createMemoryLibrary()
  const events: ProgressEvent[] = []
  const warnings: string[] = []
  const lookUps: boolean[] = []
  const stages: string[] = []
  const clock = { ms: 0 }
  const listeners = new Set<(event: ProgressEvent) => void>()
  const ignore = (): void => undefined
  const retrieval = createRetrieval({
    library,
    indexStore,
    generations: models,
    eventBus: {
      publish: (event) => {
        events.push(event)
      },
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    clock: { now: () => clock.ms, monotonicMs: () => clock.ms },
    logger: { debug: ignore, info: ignore, warn: (text) => warnings.push(text), error: (text) => warnings.push(text) },
    metrics: {
      cacheLookedUp: (cache, hit) => {
        if (cache === 'search') lookUps.push(hit)
      },
      searched: ignore,
      searchStageEnded: (stage) => {
        stages.push(stage)
      },
    },
    ...(sharedCache !== undefined && { sharedCache }),
    purgeDelayMs: 0,
    warmUpDelayMs: 0,
  })
  for (const document of documents) library.publish(document)
  await retrieval.catchUp()
  return {
    library,
    indexStore,
    retrieval,
    events,
    warnings,
    clock,
    stages,
    lookUps,
    announce: (event) => {
      for (const listener of listeners) listener(event)
    },
    search: async (query, more) => await retrieval.search(SearchRequest.parse({ query, ...more })),
  }
}

/** A document of one passage per text. */
export function textDocument(id: string, texts: string | readonly string[], language = 'en'): MemoryDocument {
  const passages = (typeof texts === 'string' ? [texts] : texts).map((text) => ({ text }))
  return { id, title: '', language, passages }
}
