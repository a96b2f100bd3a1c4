import type { ErrorCode, ModelTask, Precision } from '@learnpath/contracts'
import type { InferencePriority } from '../../../ports/embedder.ts'

/** All that the worker must know of a model to run it. */
export interface ModelSpec {
  /** Model, revision and precision. */
  readonly key: string
  readonly modelId: string
  readonly precision: Precision
  readonly task: ModelTask
  readonly runtime: 'onnx' | 'static'
  /** Absolute: the ONNX graph or safetensors file. */
  readonly weightsFile: string
  /** Absolute: holds tokenizer.json and config.json. */
  readonly tokenizerFolder: string
  readonly pooling: 'mean' | 'cls' | 'none'
  readonly maximumTokens: number
  readonly dimensions: number | null
}

/** Texts, or a query that is read together with each of the texts. */
export interface RunRequest {
  readonly kind: 'run'
  readonly id: number
  readonly key: string
  readonly texts: readonly string[]
  readonly query: string | null
  readonly priority: InferencePriority
}

export type WorkerRequest =
  /** `threads`: how many compute one batch of the model. */
  | { readonly kind: 'load'; readonly id: number; readonly spec: ModelSpec; readonly threads: number }
  | RunRequest
  | { readonly kind: 'count'; readonly id: number; readonly key: string; readonly texts: readonly string[] }
  | { readonly kind: 'unload'; readonly id: number; readonly key: string }
  /** Forget the run of that number; there is no answer. */
  | { readonly kind: 'cancel'; readonly id: number }

export type Provider = 'cpu' | 'cuda'

export interface WorkerSettings {
  readonly provider: Provider
}

export interface LoadReport {
  readonly seconds: number
  readonly provider: Provider
}

export type WorkerAnswer =
  | { readonly kind: 'loaded'; readonly id: number; readonly seconds: number; readonly provider: Provider }
  /** As many numbers per text, one text after the other. */
  | { readonly kind: 'vectors'; readonly id: number; readonly values: Float32Array }
  | { readonly kind: 'counts'; readonly id: number; readonly counts: readonly number[] }
  | { readonly kind: 'unloaded'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly code: ErrorCode; readonly detail: string }
  /** One batch has been run, for the metrics. */
  | {
      readonly kind: 'ran'
      readonly key: string
      readonly seconds: number
      readonly texts: number
      readonly tokens: number
    }
