import { LearnPathError, type Model } from '@learnpath/contracts'
import { vi } from 'vitest'
import { createLibraryFixture, publishText, type LibraryFixture } from '../../../library/library-fixture.double.ts'
import type { GenerationsApi } from '../generations-api.ts'
import type { GenerationsDependencies } from '../generations-dependencies.ts'
import { createGenerations } from '../generations.ts'
import { createHashEmbedder, type HashEmbedder } from './hash-embedder.ts'
import { createMemoryVectorIndexStore, type MemoryVectorIndexStore } from './memory-vector-index.ts'

/** A busy machine needs its time; a second is for one that has nothing else to do. */
export const PATIENTLY = { timeout: 15_000 }

export const use = (model: string, activate = true) => ({ model, activate })

const MODELS = ['first', 'second'] as const

function manifestOf(id: string, dimensions: number): Model['manifest'] {
  return {
    id,
    title: id,
    repository: null,
    revision: 'r1',
    license: 'MIT',
    task: id === 'reorder' ? 'rerank' : 'embed',
    runtime: 'onnx',
    dimensions: id === 'reorder' ? null : dimensions,
    pooling: 'mean',
    normalize: true,
    instructions: { query: '', passage: '' },
    maximumTokens: 512,
    languages: ['en'],
    parameters: null,
    recommendedUse: '',
    files: [{ path: 'model.onnx', role: 'weights', sizeBytes: null, sha256: null }],
  }
}

export interface OneOfSeveral {
  /** Whether it is the one that makes vectors. */
  readonly leads: boolean
}

const leadershipOf = ({ leads }: OneOfSeveral): GenerationsDependencies['leadership'] => ({
  isShared: true,
  async lead({ start, stop }) {
    if (leads) await start()
    return async () => {
      if (leads) await stop()
    }
  },
  exclusively: async (_name, action) => await action(),
})

export interface GenerationsRig {
  readonly fixture: LibraryFixture
  readonly indexes: MemoryVectorIndexStore
  /** By model id; replace one to change the files of a model, delete one to uninstall it. */
  readonly embedders: Map<string, HashEmbedder>
  free: number
  chunkerVersion: string
  /** The module as a program that starts now has it, or as one of several processes does, each with indexes of its own. */
  open(process?: OneOfSeveral): GenerationsApi
  /** The module with that model, once it serves. */
  serve(model?: string): Promise<GenerationsApi>
  /** Texts that the model made vectors of, in order. */
  embeddedBy(model: string): readonly string[]
  storedRows(): Promise<{ generation_id: string; document_id: string }[]>
  /** Puts and publishes a text, one chunk per paragraph, and tells of it. */
  publish(path: string, text: string): Promise<string>
  /** Texts of the nearest chunks in what serves. */
  nearest(generations: GenerationsApi, query: string, limit?: number): Promise<string[]>
  cleanUp(): Promise<void>
}

/** Generations on the real store and library, with models and indexes in memory. */
export async function createGenerationsRig(options?: { readonly scoped: boolean }): Promise<GenerationsRig> {
  const fixture = await createLibraryFixture(options)
  const { library } = fixture
  const indexes = createMemoryVectorIndexStore()
  const embedders = new Map(MODELS.map((id) => [id as string, createHashEmbedder(`${id}@r1:int8`)]))
  const opened: GenerationsApi[] = []
  const embedderOf = (id: string): HashEmbedder => {
    const embedder = embedders.get(id)
    if (embedder !== undefined) return embedder
    const isKnown = MODELS.some((known) => known === id)
    throw new LearnPathError(isKnown ? 'LP_MODEL_NOT_INSTALLED' : 'LP_MODEL_UNKNOWN', { detail: id })
  }
  const models: GenerationsDependencies['models'] = {
    defaultPrecision: 'int8',
    embedder: async (id) => await Promise.resolve(embedderOf(id)),
    reranker: async (id) =>
      await Promise.resolve({
        description: { modelId: id, key: id, maximumTokens: 512, languages: ['en'] },
        score: async ({ texts }) => await Promise.resolve(new Float32Array(texts.length)),
      }),
    async get(id) {
      if (id !== 'reorder' && !MODELS.some((known) => known === id)) throw new LearnPathError('LP_MODEL_UNKNOWN')
      const manifest = manifestOf(id, embedders.get(id)?.description.dimensions ?? 64)
      return await Promise.resolve({ manifest, origin: 'user', installed: [], inUse: false, loaded: false })
    },
  }
  const rig: GenerationsRig = {
    fixture,
    indexes,
    embedders,
    free: 1e12,
    chunkerVersion: '1',
    open(process) {
      const generations = createGenerations({
        ...fixture,
        ...(process !== undefined && { leadership: leadershipOf(process) }),
        models,
        vectorIndexStore: process === undefined ? indexes : createMemoryVectorIndexStore(),
        chunkerVersion: rig.chunkerVersion,
        freeBytes: async () => await Promise.resolve(rig.free),
        timing: { purgeDelayMs: 0, retryDelayMs: 1, maximumRetryDelayMs: 5, progressIntervalMs: 0 },
      })
      opened.push(generations)
      return generations
    },
    async serve(model = 'first') {
      const generations = rig.open()
      await generations.start({ build: true })
      await generations.create(use(model))
      await untilServed(generations, model)
      return generations
    },
    embeddedBy: (model) => embedders.get(model)?.embedded ?? [],
    async storedRows() {
      const columns = ['generation_id', 'document_id', 'content_hash'] as const
      return await fixture.store.db.selectFrom('embeddings').select(columns).execute()
    },
    async publish(path, text) {
      const documentId = await publishText(library, path, text)
      await library.announce(documentId)
      return documentId
    },
    async nearest(generations, query, limit = 1) {
      const serving = generations.serving()
      if (serving === null) return []
      const [vector = new Float32Array()] = await serving.embedder.embed({ texts: [query], instruction: 'query' })
      const hits = await serving.index.search({ vector, limit })
      const chunks = await library.chunks(hits.map(({ chunkId }) => chunkId))
      return chunks.map(({ text }) => text)
    },
    async cleanUp() {
      for (const generations of opened) await generations.stop()
      await fixture.cleanUp()
    },
  }
  return rig
}

/** Waits until what serves has seen all that the library has. */
export async function untilServed(generations: GenerationsApi, model?: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const serving = generations.serving()
      if (serving === null) throw new TypeError(generations.notServingReason() ?? 'nothing serves')
      if (model !== undefined && serving.generation.model !== model) throw new TypeError('not yet switched')
      if ((await generations.lag()) > 0) throw new TypeError('not yet caught up')
    },
    { ...PATIENTLY, interval: 5 },
  )
}
