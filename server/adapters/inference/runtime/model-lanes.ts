import type { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import type { InferencePriority } from '../../../ports/embedder.ts'
import { Lane } from './lane.ts'
import type { LaneRun } from './lane.ts'
import { sliceTexts } from './text-slices.ts'
import type { TextSlice } from './text-slices.ts'
import { throwIfAborted } from './worker-host.ts'
import type { WorkerHostDependencies } from './worker-host.ts'
import type { LoadReport, ModelSpec, RunRequest } from './worker-messages.ts'

/** A lane is given no more than this (in characters) ahead of what it computes; the rest goes to whichever is free first. */
const AHEAD_CHARACTERS = 4096
/** Further lanes are worth starting when more waits than fits into a batch. */
const TEXTS_OF_ONE_LANE = 8

/** How a model runs: in one lane with several threads, or in several lanes with one thread each. */
export interface LanePlan {
  readonly lanes: number
  readonly threadsPerLane: number
}

export interface ModelLanesDependencies extends Pick<WorkerHostDependencies, 'onBatch'> {
  readonly startWorker: (lane: number) => Worker
  /** A further lane that has had nothing to do for so long is ended. */
  readonly laneIdleMs: number
  /** A lane ended by itself. Lane 0: no model counts as loaded any more. */
  readonly onCrash: (detail: string, lane: number) => void
  /** A further lane could not load a model; it goes on with those it has. */
  readonly onLaneFailed: (spec: ModelSpec, error: unknown) => void
}

interface PlannedModel {
  readonly spec: ModelSpec
  readonly plan: LanePlan
  /** Texts asked for and not answered. */
  texts: number
  growth: 'possible' | 'running' | 'failed'
}

interface WaitingSlice {
  readonly request: LaneRun
  readonly slice: TextSlice
  readonly signal: AbortSignal | undefined
  readonly resolve: (values: Float32Array) => void
  readonly reject: (error: unknown) => void
}

/**
 * Spreads the texts of models over worker threads. Every model is loaded in lane 0; further lanes load it when more waits than
 * one batch, and end when they have been idle. Queries go before ingestion, older requests before newer ones.
 */
export class ModelLanes {
  readonly #deps: ModelLanesDependencies
  readonly #home: Lane
  readonly #lanes: Lane[]
  readonly #models = new Map<string, PlannedModel>()
  readonly #waiting: Record<InferencePriority, WaitingSlice[]> = { query: [], ingestion: [] }
  #idleTimer: NodeJS.Timeout | null = null

  constructor(deps: ModelLanesDependencies) {
    this.#deps = deps
    this.#home = this.#createLane(0)
    this.#lanes = [this.#home]
  }

  async load(spec: ModelSpec, plan: LanePlan): Promise<LoadReport> {
    const report = await this.#home.load(spec, plan.threadsPerLane)
    this.#models.set(spec.key, { spec, plan, texts: 0, growth: 'possible' })
    return report
  }

  /** As many numbers per text, one text after the other. @throws LP_INFERENCE_FAILED; on abort what the signal says */
  async run(request: LaneRun, signal?: AbortSignal): Promise<Float32Array> {
    const model = this.#models.get(request.key)
    if (model === undefined || model.plan.lanes === 1) return await this.#home.run(request, 0, signal)
    throwIfAborted(signal)
    model.texts += request.texts.length
    try {
      return await this.#runInLanes(model, request, signal)
    } finally {
      model.texts -= request.texts.length
      this.#pump()
    }
  }

  async count(key: string, texts: readonly string[]): Promise<readonly number[]> {
    return await this.#home.count(key, texts)
  }

  async unload(key: string): Promise<void> {
    this.#models.delete(key)
    await Promise.all(
      this.#lanes.map(async (lane) => {
        await lane.unload(key)
        if (lane !== this.#home && lane.isEmpty && !lane.isBusy) await lane.stop()
      }),
    )
  }

  /** Ends all threads, and fails what waits. */
  async stop(): Promise<void> {
    this.#stopTimer()
    this.#models.clear()
    await Promise.all(this.#lanes.map((lane) => lane.stop()))
  }

  /** Threads that have the model. */
  lanesOf(key: string): number {
    return this.#lanes.filter((lane) => lane.isReady(key)).length
  }

  async #runInLanes(model: PlannedModel, request: LaneRun, signal: AbortSignal | undefined): Promise<Float32Array> {
    const slices = sliceTexts(request)
    const drop = (): void => {
      const { priority } = request
      const dropped = this.#waiting[priority].filter((one) => one.request === request)
      this.#waiting[priority] = this.#waiting[priority].filter((one) => one.request !== request)
      for (const { reject } of dropped) reject(signal?.reason)
    }
    signal?.addEventListener('abort', drop, { once: true })
    try {
      const parts = slices.map(
        async (slice) =>
          await new Promise<Float32Array>((resolve, reject) => {
            this.#waiting[request.priority].push({ request, slice, signal, resolve, reject })
          }),
      )
      this.#pump()
      this.#grow(model)
      return joined(request, slices, await Promise.all(parts))
    } catch (error) {
      throwIfAborted(signal)
      drop()
      throw error
    } finally {
      signal?.removeEventListener('abort', drop)
    }
  }

  /** Gives what waits to the lanes that have room for it. */
  #pump(): void {
    for (const priority of ['query', 'ingestion'] as const) {
      this.#waiting[priority] = this.#waiting[priority].filter((waiting) => {
        const lane = this.#freest(waiting.request)
        if (lane !== null) void this.#dispatch(lane, waiting)
        return lane === null
      })
    }
    if (this.#lanes.some((lane) => lane !== this.#home && !lane.isEmpty && !lane.isBusy)) this.#startTimer()
  }

  #freest({ key, priority }: LaneRun): Lane | null {
    const [best] = this.#lanes
      .filter((lane) => lane.isReady(key) && lane.cost(priority) < AHEAD_CHARACTERS)
      .toSorted((a, b) => a.cost(priority) - b.cost(priority) || Number(a.isBusy) - Number(b.isBusy))
    return best ?? null
  }

  async #dispatch(lane: Lane, { request, slice, signal, resolve, reject }: WaitingSlice): Promise<void> {
    const texts = slice.indexes.map((index) => request.texts[index] ?? '')
    try {
      resolve(await lane.run({ ...request, texts }, slice.cost, signal))
    } catch (error) {
      reject(error)
    } finally {
      this.#pump()
    }
  }

  #grow(model: PlannedModel): void {
    if (model.growth !== 'possible' || model.texts <= TEXTS_OF_ONE_LANE) return
    const number = this.#lanes.findIndex((lane) => !lane.has(model.spec.key))
    if (number === -1 && this.#lanes.length >= model.plan.lanes) return
    if (number >= model.plan.lanes) return
    void this.#load(model, number === -1 ? this.#addLane() : (this.#lanes[number] ?? this.#addLane()))
  }

  #addLane(): Lane {
    const lane = this.#createLane(this.#lanes.length)
    this.#lanes.push(lane)
    return lane
  }

  async #load(model: PlannedModel, lane: Lane): Promise<void> {
    model.growth = 'running'
    try {
      await lane.load(model.spec, model.plan.threadsPerLane)
      model.growth = 'possible'
    } catch (error) {
      model.growth = 'failed'
      this.#deps.onLaneFailed(model.spec, error)
    }
    this.#pump()
    this.#grow(model)
  }

  #createLane(number: number): Lane {
    const { startWorker, onBatch, onCrash } = this.#deps
    return new Lane({
      number,
      startWorker: () => startWorker(number),
      onBatch,
      onCrash: (detail) => {
        onCrash(detail, number)
        this.#failUnservable(detail)
      },
    })
  }

  /** What waits for a model that no lane has any more. */
  #failUnservable(detail: string): void {
    for (const priority of ['query', 'ingestion'] as const) {
      const lost = this.#waiting[priority].filter(({ request }) => this.lanesOf(request.key) === 0)
      this.#waiting[priority] = this.#waiting[priority].filter((one) => !lost.includes(one))
      for (const { reject } of lost) reject(new LearnPathError('LP_INFERENCE_FAILED', { detail }))
    }
  }

  #startTimer(): void {
    this.#stopTimer()
    if (!Number.isFinite(this.#deps.laneIdleMs)) return
    this.#idleTimer = setTimeout(() => this.#endIdle(), this.#deps.laneIdleMs)
    this.#idleTimer.unref()
  }

  #endIdle(): void {
    if ([...this.#models.values()].some(({ texts }) => texts > 0)) return
    for (const lane of this.#lanes) if (lane !== this.#home && !lane.isBusy) void lane.stop()
  }

  #stopTimer(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer)
    this.#idleTimer = null
  }
}

function joined(
  request: Pick<RunRequest, 'texts'>,
  slices: readonly TextSlice[],
  parts: readonly Float32Array[],
): Float32Array {
  const width = (parts[0]?.length ?? 0) / (slices[0]?.indexes.length ?? 1)
  const values = new Float32Array(request.texts.length * width)
  slices.forEach(({ indexes }, number) => {
    const part = parts[number]
    indexes.forEach((index, place) => {
      if (part !== undefined) values.set(part.subarray(place * width, (place + 1) * width), index * width)
    })
  })
  return values
}
