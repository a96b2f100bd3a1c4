import { availableParallelism } from 'node:os'
import { LearnPathError } from '@learnpath/contracts'
import type { Clock } from '../../ports/clock.ts'
import type { Embedder } from '../../ports/embedder.ts'
import type { InferenceEngine, LoadedModel, ModelArtifact } from '../../ports/inference-engine.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { Reranker } from '../../ports/reranker.ts'
import { ModelSlot } from './runtime/model-slot.ts'
import type { ModelSlotDependencies } from './runtime/model-slot.ts'
import { createLocalEmbedder, createLocalReranker } from './runtime/model-faces.ts'
import type { ModelWays } from './runtime/model-faces.ts'
import { modelSpec } from './runtime/model-spec.ts'
import { detectProvider } from './runtime/provider.ts'
import { createTextGate } from './runtime/text-gate.ts'
import { startInferenceWorker } from './runtime/worker-entry.ts'
import { createWorkerHost } from './runtime/worker-host.ts'

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
 * Runs models in one worker thread: ONNX graphs by ONNX Runtime, static embedders by our own code. The thread is started by the
 * first use and ended when no model is loaded any more, which gives all memory back.
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

  const host = createWorkerHost({
    startWorker: () => startInferenceWorker({ threads, provider }),
    onBatch({ key, seconds, texts, tokens }) {
      const spec = slots.get(key)?.spec
      if (spec !== undefined) metrics.inferred({ model: spec.modelId, task: spec.task }, { seconds, texts, tokens })
    },
    onCrash(detail) {
      logger.error('the inference thread ended; the next use starts it anew', { detail })
      for (const slot of slots.values()) slot.forget()
    },
  })

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
        if (![...slots.values()].some((slot) => slot.isInMemory)) await host.stop()
      },
    }
    const slot = new ModelSlot({ spec, host, clock, idleMs, ...hooks })
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

  const ways: ModelWays = { host, gate, tracked }
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
      await host.stop()
    },
  }
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
