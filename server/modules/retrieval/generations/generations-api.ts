import type {
  CreateGenerationRequest,
  Generation,
  GenerationPlan,
  RerankerChoice,
  SetRerankerRequest,
} from '@learnpath/contracts'
import type { Embedder } from '../../../ports/embedder.ts'
import type { Reranker } from '../../../ports/reranker.ts'
import type { VectorIndex } from '../../../ports/vector-index.ts'

/** What answers by meaning at this moment. */
export interface ServingGeneration {
  readonly generation: Pick<Generation, 'id' | 'model' | 'precision' | 'dimensions'>
  readonly embedder: Embedder
  readonly index: VectorIndex
}

/** Vectors of the library, by model: built beside what serves, switched in one step, kept for the way back. */
export interface GenerationsApi {
  /** Null when no model serves: search goes by keywords. Never waits. */
  serving(): ServingGeneration | null
  /** Why `serving()` is null, in words for a person; null when it is not. */
  notServingReason(): string | null
  /** The reranker that was chosen; null when none. Opened, not loaded. */
  reranker(): Reranker | null
  /** Changes of the library that the serving vectors have not seen; 0 when none serve. */
  lag(): Promise<number>
  list(): Promise<Generation[]>
  /** The same with the figures of the documents that may be seen, and none of the installation. */
  asSeen(generation: Generation): Promise<Generation>
  plan(request: CreateGenerationRequest): Promise<GenerationPlan>
  /** The same model, precision and kind of chunks as an existing generation: that one is activated instead. */
  create(request: CreateGenerationRequest): Promise<Generation>
  activate(generationId: string): Promise<Generation>
  deactivate(generationId: string): Promise<Generation>
  drop(generationId: string): Promise<void>
  /** Makes the serving index anew from the stored vectors; the old one serves until then. */
  rebuildIndex(): Promise<{ readonly chunks: number }>
  rerankerChoice(): Promise<RerankerChoice>
  setReranker(request: SetRerankerRequest): Promise<RerankerChoice>
  /** Opens what serves and goes on with what was being built. Does not load a model. */
  start(options: { readonly build: boolean }): Promise<void>
  /** Parks building; it goes on at the next start. */
  stop(): Promise<void>
}
