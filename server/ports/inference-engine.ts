import type { ModelManifest, ModelTask, Precision } from '@learnpath/contracts'
import type { Embedder } from './embedder.ts'
import type { Reranker } from './reranker.ts'

/** A model on this machine in one precision, ready to be run. */
export interface ModelArtifact {
  readonly manifest: ModelManifest
  readonly precision: Precision
  /**
   * Absolute. For precision 'none' the folder with the files of the manifest; otherwise what the quantizer wrote
   * (model.onnx with model.onnx.data, or model.safetensors for a static embedder).
   */
  readonly folder: string
  /** Absolute: the folder with the files of the manifest; tokenizer and configuration are read from here. */
  readonly sourceFolder: string
}

export interface LoadedModel {
  readonly model: string
  readonly precision: Precision
  readonly task: ModelTask
  readonly loadSeconds: number
  readonly idleSeconds: number
}

/** One owner of all model sessions of the process. */
export interface InferenceEngine {
  /** What computes. */
  readonly provider: 'cpu' | 'cuda'
  readonly threads: number
  /** Costs nothing until it is used. The same artifact gives the same embedder. */
  embedder(artifact: ModelArtifact): Embedder
  reranker(artifact: ModelArtifact): Reranker
  loaded(): readonly LoadedModel[]
  /** Frees the model's memory once nothing runs on it; does nothing when it is not loaded. */
  unload(modelId: string): Promise<void>
  /** Waits for what runs; refuses what is new. */
  close(): Promise<void>
}
