import { availableParallelism } from 'node:os'
import { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { Embedder } from '../../ports/embedder.ts'
import type { InferenceEngine, LoadedModel, ModelArtifact } from '../../ports/inference-engine.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { Reranker } from '../../ports/reranker.ts'
import { planLanes } from './runtime/lane-plan.ts'
import { ModelLanes } from './runtime/model-lanes.ts'
import type { LanePlan } from './runtime/model-lanes.ts'
import { ModelSlot } from './runtime/model-slot.ts'
import type { ModelSlotDependencies } from './runtime/model-slot.ts'
import { createLocalEmbedder, createLocalReranker } from './runtime/model-faces.ts'
import type { ModelWays } from './runtime/model-faces.ts'
import { modelSpec } from './runtime/model-spec.ts'
import { detectProvider } from './runtime/provider.ts'
import { createTextGate } from './runtime/text-gate.ts'
import { startInferenceWorker } from './runtime/worker-entry.ts'
import type { ModelSpec, Provider } from './runtime/worker-messages.ts'

/** Further lanes of a model are kept between the batches of an ingestion, not much longer. */
const LANE_IDLE_MS = 15_000

export interface LocalInferenceOptions {
  /** Threads that compute; default: one per processor core. */
  readonly threads?: number
  /** A model unused for so long is unloaded; Infinity: never. */
  readonly idleMs: number
  /** So many texts may wait, of queries and of ingestion each; beyond, LP_INFERENCE_BUSY. Default 4096. */
  readonly maximumWaitingTexts?: number
  readonly logger: Logger
  readonly metrics: Metrics
  readonly clock: Clock
}

/**
 * Runs models in worker threads: ONNX graphs by ONNX Runtime, static embedders by our own code. The first thread is started by the
 * first use and ended when no model is loaded any more, which gives all memory back; further ones are there while there is much to do.
 */
export function createLocalInferenceEngine(options: LocalInferenceOptions): InferenceEngine {
  const { idleMs, logger, metrics, clock } = options
  const threads = options.threads ?? availableParallelism()
  let provider = detectProvider()
  const slots = new Map<string, ModelSlot>()
  const embedders = new Map<string, Embedder>()
  const rerankers = new Map<string, Reranker>()
  const gate = createTextGate(options.maximumWaitingTexts ?? 4096)
  const running = new Set<Promise<unknown>>()
  let isClosed = false

  const lanes = createLanes(options, slots, () => provider)

  const plan = async (spec: ModelSpec): Promise<LanePlan> => await planLanes(spec, threads, provider)

  function slotOf(artifact: ModelArtifact): ModelSlot {
    const spec = modelSpec(artifact)
    const known = slots.get(spec.key)
    if (known !== undefined) return known
    const about = { model: spec.modelId, precision: spec.precision }
    const hooks: Pick<ModelSlotDependencies, 'onLoaded' | 'onUnloaded'> = {
      onLoaded(report) {
        logger.info('model loaded', { ...about, seconds: report.seconds, provider: report.provider })
        metrics.modelLoaded(about, report.seconds)
        if (report.provider !== provider && spec.runtime === 'onnx') {
          logger.warn('the graphics processor cannot be used for this model; the processor computes', about)
          provider = report.provider
        }
      },
      async onUnloaded(reason) {
        logger.info('model unloaded', { ...about, reason })
        // Only the end of the thread gives back what its heap and the allocator keep.
        if (![...slots.values()].some((slot) => slot.isInMemory)) await lanes.stop()
      },
    }
    const slot = new ModelSlot({ spec, lanes, plan, clock, idleMs, ...hooks })
    slots.set(spec.key, slot)
    return slot
  }

  /** Counts what runs, so that close() can wait, and refuses what comes after. */
  async function tracked<T>(action: () => Promise<T>): Promise<T> {
    if (isClosed) throw new LearnPathError('LP_SERVER_STOPPING')
    const promise = action()
    running.add(promise)
    try {
      return await promise
    } finally {
      running.delete(promise)
    }
  }

  const ways: ModelWays = { lanes, gate, tracked }
  return {
    get provider() {
      return provider
    },
    threads,
    embedder: (artifact) =>
      remembered(embedders, artifact, () => createLocalEmbedder(artifact, slotOf(artifact), ways)),
    reranker: (artifact) =>
      remembered(rerankers, artifact, () => createLocalReranker(artifact, slotOf(artifact), ways)),
    loaded: () => [...slots.values()].flatMap(describeLoaded),
    async unload(modelId) {
      const affected = [...slots.values()].filter(({ spec }) => spec.modelId === modelId)
      await Promise.all(affected.map((slot) => slot.unload('asked')))
    },
    async close() {
      isClosed = true
      await Promise.allSettled(running)
      await Promise.all([...slots.values()].map((slot) => slot.unload('asked')))
      await lanes.stop()
    },
  }
}

/** The threads of an engine; what they tell goes to the log and the metrics. */
function createLanes(
  { idleMs, logger, metrics }: LocalInferenceOptions,
  slots: ReadonlyMap<string, ModelSlot>,
  provider: () => Provider,
): ModelLanes {
  return new ModelLanes({
    startWorker: () => startInferenceWorker({ provider: provider() }),
    laneIdleMs: Math.min(idleMs, LANE_IDLE_MS),
    onBatch({ key, seconds, texts, tokens }) {
      const spec = slots.get(key)?.spec
      if (spec !== undefined) metrics.inferred({ model: spec.modelId, task: spec.task }, { seconds, texts, tokens })
    },
    onCrash(detail, lane) {
      logger.error('the inference thread ended; the next use starts it anew', { detail, lane })
      if (lane === 0) for (const slot of slots.values()) slot.forget()
    },
    onLaneFailed({ modelId, precision }, error) {
      logger.warn('a model cannot be loaded a second time; it runs on fewer threads', {
        model: modelId,
        precision,
        detail: error instanceof Error ? error.message : String(error),
      })
    },
  })
}

function remembered<T>(known: Map<string, T>, artifact: ModelArtifact, make: () => T): T {
  const { key } = modelSpec(artifact)
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  known.set(key, made)
  return made
}

function describeLoaded(slot: ModelSlot): readonly LoadedModel[] {
  const report = slot.loadReport
  if (report === null) return []
  const { modelId: model, precision, task } = slot.spec
  return [{ model, precision, task, loadSeconds: report.seconds, idleSeconds: slot.idleSeconds }]
}
