import type { Precision } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { InferenceEngine } from '../../ports/inference-engine.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { Logger } from '../../ports/logger.ts'
import type { ModelHub } from '../../ports/model-hub.ts'
import type { ModelQuantizer } from '../../ports/model-quantizer.ts'
import type { ModelStore } from '../../ports/model-store.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'

export interface ModelsDependencies {
  /** For the rows of jobs alone: the models folder tells by itself what is in it. */
  readonly store: RelationalStore
  readonly jobQueue: JobQueue
  readonly modelStore: ModelStore
  readonly hub: ModelHub
  readonly engine: InferenceEngine
  readonly quantizer: ModelQuantizer
  readonly defaultPrecision: Precision
  /** What computes, in words, for the figures of `bench`. */
  readonly machine: string
  /** Languages of the library (ISO 639-1) with their number of documents. */
  readonly languages: () => Promise<Readonly<Record<string, number>>>
  /** Whether search or reordering needs the model. */
  readonly inUse: (modelId: string) => boolean | Promise<boolean>
  readonly eventBus: EventBus
  readonly logger: Logger
  readonly clock: Clock
  /** Rests between tries of a download that gets nowhere, in ms. Their number is that of the tries after the first. */
  readonly retryPausesMs?: readonly number[]
}
