import type { Fidelity, ModelBench, ModelCard, ModelManifest, Precision } from '@learnpath/contracts'
import type { ModelArtifact } from './inference-engine.ts'

export type QuantizedPrecision = Exclude<Precision, 'none'>

export interface QuantizeRequest {
  readonly manifest: ModelManifest
  /** Absolute: the files of the manifest, verified. */
  readonly sourceFolder: string
  readonly precision: QuantizedPrecision
  /** Absolute; is made, and on failure removed. Holds the model and card.json afterwards. */
  readonly targetFolder: string
  /** Short texts of the model's languages: for the sensitivity pass and to state the fidelity on. */
  readonly texts: readonly string[]
  readonly onProgress?: (done: number, total: number, detail: string) => void
  readonly signal?: AbortSignal
}

/** Makes smaller forms of a model, deterministically, outside the process that serves. */
export interface ModelQuantizer {
  /** @throws LP_MODEL_UNUSABLE, LP_MODEL_FIDELITY_MISSED, LP_STORE_FULL */
  quantize(request: QuantizeRequest): Promise<ModelCard>
  /** Compares the artifact with the model as delivered on the texts. */
  measureFidelity(artifact: ModelArtifact, texts: readonly string[], signal?: AbortSignal): Promise<Fidelity>
  /** Speed and memory on this machine, in a process of its own. */
  measureSpeed(artifact: ModelArtifact, signal?: AbortSignal): Promise<ModelBench['runs'][number]>
}
