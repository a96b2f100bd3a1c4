import type { Embedder } from '../../../ports/embedder.ts'
import type { Reranker } from '../../../ports/reranker.ts'
import type { VectorIndex } from '../../../ports/vector-index.ts'
import type { LibraryReader } from '../library-reader.ts'
import type { SearchModels } from '../search-models.ts'
import { createMemoryVectorIndexStore } from '../generations/testing/memory-vector-index.ts'

/** Words that mean the same share an axis. */
const MEANINGS = [
  ['car', 'automobile', 'vehicle'],
  ['doctor', 'physician', 'medic'],
  ['ocean', 'sea', 'tide'],
  ['moon', 'lunar'],
  ['bread', 'loaf', 'bakery'],
]
const DIMENSIONS = MEANINGS.length

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const axis = MEANINGS.findIndex((words) => words.includes(word))
    if (axis >= 0) vector[axis] = (vector[axis] ?? 0) + 1
  }
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}

export interface MeaningEmbedder extends Embedder {
  /** Called before every embedding; may wait or throw. */
  before: () => Promise<void> | void
  calls: number
}

/** Knows a few synonyms and nothing else. */
export function createMeaningEmbedder(
  key = 'meaning',
  languages: readonly string[] = ['en'],
  isStatic = false,
): MeaningEmbedder {
  const embedder: MeaningEmbedder = {
    before: () => undefined,
    calls: 0,
    description: { modelId: key, key, dimensions: DIMENSIONS, maximumTokens: 512, languages, isStatic },
    async embed({ texts }) {
      embedder.calls += 1
      await embedder.before()
      return texts.map(vectorOf)
    },
    countTokens: async (texts) => await Promise.resolve(texts.map((text) => text.split(/\s+/u).length)),
  }
  return embedder
}

export interface ScriptedReranker extends Reranker {
  /** Every text that was scored, by batch. */
  readonly batches: string[][]
  /** Called before every batch; may wait, throw or move a clock. */
  before: (texts: readonly string[]) => Promise<void> | void
}

/** Scores as `scoreOf` says. */
export function createScriptedReranker(scoreOf: (text: string) => number, key = 'scripted'): ScriptedReranker {
  const batches: string[][] = []
  const reranker: ScriptedReranker = {
    batches,
    before: () => undefined,
    description: { modelId: key, key, maximumTokens: 512 },
    async score({ texts }) {
      await reranker.before(texts)
      batches.push([...texts])
      return Float32Array.from(texts, scoreOf)
    },
  }
  return reranker
}

export interface MemoryModels extends SearchModels {
  /** What serves: null for none. */
  serve(generation: { readonly id: string; readonly embedder: Embedder; readonly index: VectorIndex } | null): void
  useReranker(reranker: Reranker | null): void
}

/** Models that a test switches as it likes. */
export function createMemoryModels(): MemoryModels {
  let serving: ReturnType<SearchModels['serving']> = null
  let reranker: Reranker | null = null
  return {
    serving: () => serving,
    notServingReason: () => (serving === null ? 'nothing was chosen' : null),
    reranker: () => reranker,
    serve(generation) {
      if (generation === null) serving = null
      else {
        const { id, embedder, index } = generation
        const { modelId: model, dimensions } = embedder.description
        serving = { generation: { id, model, precision: 'int8', dimensions }, embedder, index }
      }
    },
    useReranker(next) {
      reranker = next
    },
  }
}

/** An index of the embedder's vectors of the whole library as it is now. */
export async function embedLibrary(library: LibraryReader, embedder: Embedder): Promise<VectorIndex> {
  const index = await createMemoryVectorIndexStore().open('memory', embedder.description.dimensions)
  await followLibrary(library, embedder, index)
  return index
}

/** Brings the index up to the library's last change. */
export async function followLibrary(library: LibraryReader, embedder: Embedder, index: VectorIndex): Promise<void> {
  for (const { kind, documentId, sequence } of await library.changesAfter(index.appliedSequence, 10_000)) {
    const document = kind === 'document-deleted' ? null : await library.indexableDocument(documentId)
    const { workspaceId = '', collectionId = '', chunks = [] } = document ?? {}
    const vectors = await embedder.embed({ texts: chunks.map(({ text }) => text), instruction: 'passage' })
    const entries = chunks.map(({ id }, at) => ({
      chunkId: id,
      documentId,
      workspaceId,
      collectionId,
      vector: vectors[at] ?? new Float32Array(embedder.description.dimensions),
    }))
    await index.replaceDocument(sequence, documentId, entries)
  }
}
