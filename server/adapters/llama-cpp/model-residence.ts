import type { Clock } from '../../ports/clock.ts'
import { EngineProcess, reasonOf } from './engine-process.ts'
import type { ModelLaunch } from './llama-cpp-messages.ts'

export interface ModelResidenceDependencies {
  /** How to load the model. @throws LP_LANGUAGE_MODEL_MISSING, LP_LANGUAGE_MODEL_ENGINE_MISSING */
  readonly launch: () => ModelLaunch
  readonly clock: Clock
  /** Unused for so long, the process is ended. */
  readonly idleMs: number
  /** A process that goes on for so long after it was told to stop is ended. */
  readonly cancelMs: number
}

/** Whether a model is in memory: its process begins with the first use and ends when nothing has used it for a while. */
export class ModelResidence {
  readonly #deps: ModelResidenceDependencies
  #process: EngineProcess | null = null
  #loading: Promise<EngineProcess> | null = null
  #isLoaded = false
  #users = 0
  #onFree: (() => void)[] = []
  #timer: NodeJS.Timeout | null = null
  #idleUntil = 0

  constructor(deps: ModelResidenceDependencies) {
    this.#deps = deps
  }

  /** The process with the model in memory; null otherwise. Does not count as use. */
  get loaded(): EngineProcess | null {
    return this.#isLoaded ? this.#process : null
  }

  /** Milliseconds since 1970; later when it is used meanwhile. */
  get idleUntil(): number {
    return this.#users > 0 ? this.#deps.clock.now() + this.#deps.idleMs : this.#idleUntil
  }

  /** @throws what the load or the action throws, the reason of the signal */
  async use<Result>(
    signal: AbortSignal | undefined,
    action: (process: EngineProcess, loadMs: number) => Promise<Result>,
  ): Promise<Result> {
    signal?.throwIfAborted()
    const { clock } = this.#deps
    this.#users++
    this.#stopTimer()
    try {
      const startedMs = clock.monotonicMs()
      const wasLoaded = this.#isLoaded
      const process = await untilAborted((this.#loading ??= this.#load()), signal)
      return await action(process, wasLoaded ? 0 : clock.monotonicMs() - startedMs)
    } finally {
      this.#users--
      if (this.#users === 0) this.#becomeFree()
    }
  }

  /** Waits for what runs. */
  async unload(): Promise<void> {
    while (this.#users > 0) await new Promise<void>((resolve) => this.#onFree.push(resolve))
    this.end()
  }

  /** At once; what runs fails. */
  end(): void {
    const process = this.#process
    this.#forget()
    process?.end()
  }

  async #load(): Promise<EngineProcess> {
    const launch = this.#deps.launch()
    const process: EngineProcess = new EngineProcess({
      cancelMs: this.#deps.cancelMs,
      onGone: () => {
        if (this.#process === process) this.#forget()
      },
    })
    this.#process = process
    try {
      await process.ask({ kind: 'load', launch })
      this.#isLoaded = true
      return process
    } catch (failure) {
      if (this.#process === process) this.end()
      throw failure
    }
  }

  #forget(): void {
    this.#process = null
    this.#loading = null
    this.#isLoaded = false
    this.#stopTimer()
  }

  #becomeFree(): void {
    const waiting = this.#onFree
    this.#onFree = []
    for (const resolve of waiting) resolve()
    if (waiting.length > 0 || this.#loading === null) return
    const { clock, idleMs } = this.#deps
    this.#idleUntil = clock.now() + idleMs
    this.#timer = setTimeout(() => this.end(), idleMs)
    this.#timer.unref()
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

/** The work goes on for others; this caller does not wait for it any longer. */
async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return await work
  signal.throwIfAborted()
  const stopped = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    const options = { once: true, signal: stopped.signal }
    signal.addEventListener('abort', () => reject(reasonOf(signal)), options)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    stopped.abort()
  }
}
