import { LearnPathError } from '@learnpath/contracts'
import { outsideScopes } from '../../../kernel/access/access-scope.ts'
import { createMutex } from '../../../kernel/mutex.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import { createGraphAssemblyThread } from '../assembly/assembly-thread.ts'
import type { GraphAssembler } from '../assembly/assembler.ts'
import type { GraphDependencies } from '../graph-dependencies.ts'
import { assembleCollection } from './assemble-collection.ts'
import {
  collectionExists,
  collectionState,
  saveState,
  storedState,
  type CollectionState,
  type StoredState,
} from './graph-state.ts'

/** What a collection's graph is, and what it would be if it were put together now. */
export interface GraphCurrency extends CollectionState {
  readonly stored: StoredState | null
  readonly pendingConcepts: number
  /** Whether the stored graph is that of what is there now. */
  readonly isUpToDate: boolean
}

/** Keeps the stored graphs what documents, concepts, decisions and the embedder make of them. */
export interface GraphAssembly {
  currency(collectionId: string): Promise<GraphCurrency>
  /** Resolves once the stored graph is that of what was there when it was called. Calls at the same time share an assembly. */
  bringUp(collectionId: string): Promise<void>
  /** How long the last assembly of a collection took, and when it ended, by the monotonic clock; null before the first. */
  last(collectionId: string): { readonly tookMs: number; readonly endedMs: number } | null
  close(): Promise<void>
}

/** After the embedder failed, names are compared without it for so long. */
const EMBEDDER_PAUSE_MS = 60_000

export interface GraphAssemblyOptions {
  readonly dependencies: GraphDependencies
  /** Of the readings. */
  readonly readerVersion: string
}

export function createGraphAssembly({ dependencies, readerVersion }: GraphAssemblyOptions): GraphAssembly {
  const { store, concepts, generations, clock, metrics, logger, mergeSimilarity, leadership } = dependencies
  const { db } = store
  const assembler: GraphAssembler = dependencies.assembler ?? createGraphAssemblyThread()
  const exclusively = createMutex()
  const last = new Map<string, { readonly tookMs: number; readonly endedMs: number }>()
  let embedderPausedUntil = -Infinity

  function usableEmbedder(): Embedder | null {
    return clock.monotonicMs() < embedderPausedUntil ? null : (generations.serving()?.embedder ?? null)
  }

  async function currency(collectionId: string): Promise<GraphCurrency & { readonly embedder: Embedder | null }> {
    const state = await collectionState(db, collectionId, readerVersion)
    const { basis: conceptBasis, pending: pendingConcepts } = await concepts.basis(collectionId)
    const embedder = usableEmbedder()
    const basis = [state.basis, conceptBasis, embedder?.description.key ?? '', mergeSimilarity].join('/')
    const stored = await storedState(db, collectionId)
    const isEmpty = stored === null && state.documents === 0
    return { ...state, basis, pendingConcepts, stored, embedder, isUpToDate: isEmpty || stored?.basis === basis }
  }

  async function assemble(collectionId: string): Promise<void> {
    const { isUpToDate, basis, embedder } = await currency(collectionId)
    if (isUpToDate) return
    const startedMs = clock.monotonicMs()
    try {
      await assembleCollection({ dependencies, assembler, embedder }, collectionId)
    } catch (error) {
      if (embedder === null || !isOfTheModel(error)) throw error
      logger.warn('names are compared without their meaning: the model failed', { error: String(error) })
      embedderPausedUntil = clock.monotonicMs() + EMBEDDER_PAUSE_MS
      return await assemble(collectionId)
    }
    await saveState(db, collectionId, {
      basis,
      modelKey: embedder?.description.modelId ?? null,
      assembledAt: clock.now(),
    })
    const endedMs = clock.monotonicMs()
    last.set(collectionId, { tookMs: endedMs - startedMs, endedMs })
    metrics.graphAssembled((endedMs - startedMs) / 1000)
  }

  /** @throws LP_COLLECTION_NOT_FOUND when the collection was deleted meanwhile: then nothing of it can be stored */
  async function assembleExisting(collectionId: string): Promise<void> {
    try {
      await assemble(collectionId)
    } catch (error) {
      if (await collectionExists(db, collectionId)) throw error
      throw new LearnPathError('LP_COLLECTION_NOT_FOUND', { detail: collectionId, cause: error })
    }
  }

  /** Other processes may be asked for the same graph. */
  async function assembleAlone(collectionId: string): Promise<void> {
    if ((await currency(collectionId)).isUpToDate) return
    await leadership.exclusively(`graph ${collectionId}`, async () => await assembleExisting(collectionId))
  }

  return {
    currency,
    // The graph is that of all who see the collection.
    bringUp: async (collectionId) =>
      await exclusively(async () => await outsideScopes(async () => await assembleAlone(collectionId))),
    last: (collectionId) => last.get(collectionId) ?? null,
    close: async () => await assembler.close(),
  }
}

const isOfTheModel = (error: unknown): boolean =>
  error instanceof LearnPathError && /^LP_(?:MODEL|INFERENCE)_/u.test(error.code)
