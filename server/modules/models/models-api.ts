import type {
  Job,
  Model,
  ModelBench,
  ModelList,
  ModelManifest,
  ModelRecommendation,
  ModelVerification,
  Precision,
} from '@learnpath/contracts'
import type { Embedder } from '../../ports/embedder.ts'
import type { Reranker } from '../../ports/reranker.ts'

export interface ImportOptions {
  readonly id?: string
  readonly manifest?: ModelManifest
}

/** Which models there are, getting them, and opening them. */
export interface ModelsApi {
  list(): Promise<ModelList>
  /** @throws LP_MODEL_UNKNOWN */
  get(modelId: string): Promise<Model>
  /** Queues the download. @throws LP_MODEL_UNKNOWN */
  pull(modelId: string): Promise<Job>
  /** Takes a model from a folder. @throws LP_PATH_UNREADABLE, LP_MODEL_MANIFEST_INVALID, LP_MODEL_FILES_WRONG, LP_STORE_FULL */
  importFolder(folder: string, options: ImportOptions): Promise<Model>
  /** Queues the quantization. @throws LP_MODEL_UNKNOWN, LP_MODEL_NOT_INSTALLED */
  quantize(modelId: string, precision: Exclude<Precision, 'none'>): Promise<Job>
  verify(modelId: string, options: { readonly precision?: Precision }): Promise<ModelVerification>
  bench(modelId: string): Promise<ModelBench>
  /** @throws LP_MODEL_IN_USE, LP_MODEL_NOT_INSTALLED */
  remove(modelId: string, options: { readonly precision?: Precision }): Promise<void>
  recommend(): Promise<ModelRecommendation>
  /** The precision that is used when none is asked for. */
  readonly defaultPrecision: Precision
  /**
   * Opens an installed embedder; nothing is loaded yet. When the precision is asked for and only the model as delivered is
   * there, its first use quantizes it once, keeps the result and logs it. @throws LP_MODEL_UNKNOWN, LP_MODEL_NOT_INSTALLED, LP_MODEL_TASK_WRONG
   */
  embedder(modelId: string, precision?: Precision): Promise<Embedder>
  /** As `embedder`. */
  reranker(modelId: string, precision?: Precision): Promise<Reranker>
  start(): Promise<void>
  stop(): Promise<void>
}
