import type { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import type { InferencePriority } from '../../../ports/embedder.ts'
import { createWorkerHost } from './worker-host.ts'
import type { WorkerHost, WorkerHostDependencies } from './worker-host.ts'
import type { LoadReport, ModelSpec, RunRequest } from './worker-messages.ts'

export type LaneRun = Pick<RunRequest, 'key' | 'texts' | 'query' | 'priority'>

export interface LaneDependencies extends Pick<WorkerHostDependencies, 'onBatch' | 'onCrash'> {
  /** 0 is the lane that every model is loaded in first. */
  readonly number: number
  readonly startWorker: () => Worker
}

/** One worker thread with the models it has loaded and what it has been given to do. */
export class Lane {
  readonly number: number
  readonly #host: WorkerHost
  readonly #loads = new Map<string, Promise<LoadReport>>()
  readonly #ready = new Set<string>()
  readonly #costs: Record<InferencePriority, number> = { query: 0, ingestion: 0 }
  #asked = 0

  constructor({ number, startWorker, onBatch, onCrash }: LaneDependencies) {
    this.number = number
    this.#host = createWorkerHost({
      startWorker,
      onBatch,
      onCrash: (detail) => {
        this.#forget()
        onCrash(detail)
      },
    })
  }

  /** Loaded, or about to be. */
  has(key: string): boolean {
    return this.#loads.has(key)
  }

  isReady(key: string): boolean {
    return this.#ready.has(key)
  }

  get isEmpty(): boolean {
    return this.#loads.size === 0
  }

  /** What it has been given of that priority and not yet answered. */
  cost(priority: InferencePriority): number {
    return this.#costs[priority]
  }

  /** Something has been asked for and not answered. */
  get isBusy(): boolean {
    return this.#asked > 0
  }

  async load(spec: ModelSpec, threads: number): Promise<LoadReport> {
    const known = this.#loads.get(spec.key)
    if (known !== undefined) return await known
    const loading = this.#load(spec, threads)
    this.#loads.set(spec.key, loading)
    try {
      const report = await loading
      this.#ready.add(spec.key)
      return report
    } catch (error) {
      if (this.#loads.get(spec.key) === loading) this.#loads.delete(spec.key)
      throw error
    }
  }

  async #load(spec: ModelSpec, threads: number): Promise<LoadReport> {
    const answer = await this.#ask({ kind: 'load', spec, threads })
    if (answer.kind !== 'loaded') throw unexpected(answer)
    return { seconds: answer.seconds, provider: answer.provider }
  }

  async run(request: LaneRun, cost: number, signal?: AbortSignal): Promise<Float32Array> {
    this.#costs[request.priority] += cost
    try {
      const answer = await this.#ask({ kind: 'run', ...request }, signal)
      if (answer.kind !== 'vectors') throw unexpected(answer)
      return answer.values
    } finally {
      this.#costs[request.priority] -= cost
    }
  }

  async count(key: string, texts: readonly string[]): Promise<readonly number[]> {
    const answer = await this.#ask({ kind: 'count', key, texts })
    if (answer.kind !== 'counts') throw unexpected(answer)
    return answer.counts
  }

  /** Waits for a load that is not done. */
  async unload(key: string): Promise<void> {
    const loading = this.#loads.get(key)
    if (loading === undefined) return
    await Promise.allSettled([loading])
    if (this.#loads.get(key) !== loading) return
    this.#ready.delete(key)
    this.#loads.delete(key)
    await this.#ask({ kind: 'unload', key })
  }

  /** Ends the thread, which gives back what its heap and the allocator keep, and fails what waits. */
  async stop(): Promise<void> {
    this.#forget()
    await this.#host.stop()
  }

  async #ask(...request: Parameters<WorkerHost['ask']>): ReturnType<WorkerHost['ask']> {
    this.#asked++
    try {
      return await this.#host.ask(...request)
    } finally {
      this.#asked--
    }
  }

  #forget(): void {
    this.#loads.clear()
    this.#ready.clear()
  }
}

const unexpected = ({ kind }: { readonly kind: string }): LearnPathError =>
  new LearnPathError('LP_INTERNAL', { detail: `answer ${kind}` })
