import type { Clock } from '../../../ports/clock.ts'
import type { LanePlan, ModelLanes } from './model-lanes.ts'
import { requireFiles } from './model-spec.ts'
import type { LoadReport, ModelSpec } from './worker-messages.ts'

export interface ModelSlotDependencies {
  readonly spec: ModelSpec
  readonly lanes: Pick<ModelLanes, 'load' | 'unload'>
  /** How it is to be run. */
  readonly plan: (spec: ModelSpec) => Promise<LanePlan>
  readonly clock: Clock
  /** Unused for so long, it is unloaded. */
  readonly idleMs: number
  readonly onLoaded: (report: LoadReport) => void
  /** `reason` is for the log. */
  readonly onUnloaded: (reason: 'idle' | 'asked') => Promise<void>
}

/** One model: loaded by its first use, once for all that wait for it; unloaded when nothing has used it for a while. */
export class ModelSlot {
  readonly #deps: ModelSlotDependencies
  #loading: Promise<LoadReport> | null = null
  #unloading: Promise<void> | null = null
  #loaded: LoadReport | null = null
  #users = 0
  #idleSince = 0
  #timer: NodeJS.Timeout | null = null
  #onFree: (() => void)[] = []

  constructor(deps: ModelSlotDependencies) {
    this.#deps = deps
  }

  get spec(): ModelSpec {
    return this.#deps.spec
  }

  get loadReport(): LoadReport | null {
    return this.#loaded
  }

  get isInMemory(): boolean {
    return this.#loading !== null
  }

  get idleSeconds(): number {
    return this.#users > 0 ? 0 : (this.#deps.clock.monotonicMs() - this.#idleSince) / 1000
  }

  /** Runs `action` with the model loaded, which stays so until it is done. */
  async use<T>(action: () => Promise<T>): Promise<T> {
    this.#users++
    this.#stopTimer()
    try {
      while (this.#unloading !== null) await this.#unloading
      await (this.#loading ??= this.#load())
      return await action()
    } finally {
      this.#users--
      this.#idleSince = this.#deps.clock.monotonicMs()
      if (this.#users === 0) this.#becomeFree()
    }
  }

  /** Waits for what runs. */
  async unload(reason: 'idle' | 'asked'): Promise<void> {
    while (this.#users > 0 && this.#unloading === null) {
      await new Promise<void>((resolve) => this.#onFree.push(resolve))
    }
    if (this.#unloading !== null) return await this.#unloading
    if (this.#loading === null) return
    this.#stopTimer()
    this.#unloading = this.#release(reason)
    await this.#unloading
  }

  /** The worker is gone and the model with it. */
  forget(): void {
    this.#loading = null
    this.#loaded = null
    this.#stopTimer()
  }

  async #load(): Promise<LoadReport> {
    const { spec, lanes, plan, onLoaded } = this.#deps
    try {
      await requireFiles(spec)
      this.#loaded = await lanes.load(spec, await plan(spec))
      onLoaded(this.#loaded)
      return this.#loaded
    } catch (error) {
      this.#loading = null
      throw error
    }
  }

  async #release(reason: 'idle' | 'asked'): Promise<void> {
    const { spec, lanes, onUnloaded } = this.#deps
    try {
      await lanes.unload(spec.key)
      this.forget()
      await onUnloaded(reason)
    } finally {
      this.forget()
      this.#unloading = null
    }
  }

  #becomeFree(): void {
    const waiting = this.#onFree
    this.#onFree = []
    for (const resolve of waiting) resolve()
    if (waiting.length > 0 || this.#loading === null || !Number.isFinite(this.#deps.idleMs)) return
    // An unload that fails has been told by the crash of the worker.
    this.#timer = setTimeout(() => void this.unload('idle').catch(() => this.forget()), this.#deps.idleMs)
    this.#timer.unref()
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}
