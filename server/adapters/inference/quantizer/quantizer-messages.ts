import type { ErrorCode, Fidelity, ModelBench, ModelCard } from '@learnpath/contracts'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import type { QuantizeTask } from './quantize-onnx.ts'

/** What the quantizer process is asked; one question per process. */
export type QuantizerQuestion =
  | { readonly kind: 'quantize'; readonly task: QuantizeTask; readonly createdAt: string }
  | {
      readonly kind: 'fidelity'
      readonly artifact: ModelArtifact
      readonly texts: readonly string[]
      readonly threads: number
    }
  | { readonly kind: 'speed'; readonly artifact: ModelArtifact }

export interface QuantizerResults {
  readonly quantize: ModelCard
  readonly fidelity: Fidelity
  readonly speed: ModelBench['runs'][number]
}

export type QuantizerAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number; readonly detail: string }
  | { readonly kind: 'done'; readonly result: QuantizerResults[keyof QuantizerResults] }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly detail: string | null }
