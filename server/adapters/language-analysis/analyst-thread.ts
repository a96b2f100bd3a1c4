import type { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import type { Logger } from '../../ports/logger.ts'
import { startAnalystWorker } from './analyst-entry.ts'
import type { AnalystAnswer, AnalystResult, AnalystTask } from './analyst-messages.ts'

export interface AnalystThreadDependencies {
  readonly logger: Logger
  /** After this time without work the thread is ended and its memory given back. Default 30 s. */
  readonly idleMs?: number
  /** One task may take so long. Default 3 minutes. */
  readonly timeoutMs?: number
}

interface Waiting {
  readonly task: AnalystTask
  readonly resolve: (result: AnalystResult) => void
  readonly reject: (error: unknown) => void
}

const IDLE_MS = 30_000
const TIMEOUT_MS = 180_000

/**
 * The thread that reads language, with the tagger loaded once: it starts with the first task and ends when idle. One task at a time, in the
 * order asked for. Of a task given up while it is done the thread is ended, so that the next does not wait for it.
 */
export class AnalystThread {
  readonly #logger: Logger
  readonly #idleMs: number
  readonly #timeoutMs: number
  readonly #waiting: Waiting[] = []
  #running: (Waiting & { readonly id: number }) | null = null
  #worker: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  #limit: NodeJS.Timeout | undefined
  #lastId = 0
  #closed = false

  constructor({ logger, idleMs = IDLE_MS, timeoutMs = TIMEOUT_MS }: AnalystThreadDependencies) {
    this.#logger = logger
    this.#idleMs = idleMs
    this.#timeoutMs = timeoutMs
  }

  /** @throws LP_INTERNAL when a task takes too much time or memory; LP_SERVER_STOPPING; on abort what the signal says */
  async run(task: AnalystTask, signal?: AbortSignal): Promise<AnalystResult> {
    if (this.#closed) throw new LearnPathError('LP_SERVER_STOPPING')
    throwIfAborted(signal)
    const onAbort = (): void => this.#giveUp(task, abortError(signal))
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await new Promise<AnalystResult>((resolve, reject) => {
        this.#waiting.push({ task, resolve, reject })
        this.#next()
      })
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    const lost = [...(this.#running === null ? [] : [this.#running]), ...this.#waiting.splice(0)]
    this.#running = null
    for (const { reject } of lost) reject(new LearnPathError('LP_SERVER_STOPPING'))
    await this.#stop()
  }

  #next(): void {
    if (this.#running !== null) return
    const next = this.#waiting.shift()
    if (next === undefined) return this.#rest()
    clearTimeout(this.#idle)
    this.#worker ??= this.#start()
    // While something is read the program must not end; an idle thread must not keep it running.
    this.#worker.ref()
    const id = (this.#lastId += 1)
    this.#running = { ...next, id }
    this.#limit = setTimeout(() => this.#overrun(id), this.#timeoutMs)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#worker.postMessage({ id, task: next.task })
  }

  #start(): Worker {
    const worker = startAnalystWorker()
    let failure = ''
    worker.on('message', (answer: AnalystAnswer) => this.#settle(answer))
    worker.on('error', (error) => {
      failure = error instanceof Error ? error.message : String(error)
    })
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return
      this.#worker = null
      const detail = failure === '' ? `the thread that reads language ended with ${code}` : failure
      this.#logger.error('language analysis ended', { detail })
      this.#fail(detail)
    })
    return worker
  }

  #settle(answer: AnalystAnswer): void {
    const running = this.#running
    if (running?.id !== answer.id) return
    clearTimeout(this.#limit)
    if (answer.kind === 'failed') return this.#fail(answer.detail)
    this.#running = null
    running.resolve(answer)
    this.#next()
  }

  #overrun(id: number): void {
    if (this.#running?.id !== id) return
    void this.#stop()
    this.#fail(`reading it took longer than ${this.#timeoutMs / 1000} s`)
  }

  #fail(detail: string): void {
    const running = this.#running
    this.#running = null
    running?.reject(new LearnPathError('LP_INTERNAL', { detail }))
    if (!this.#closed) this.#next()
  }

  #giveUp(task: AnalystTask, error: Error): void {
    const place = this.#waiting.findIndex((waiting) => waiting.task === task)
    const [waiting] = place < 0 ? [] : this.#waiting.splice(place, 1)
    waiting?.reject(error)
    if (this.#running?.task !== task) return
    const running = this.#running
    this.#running = null
    running.reject(error)
    void this.#stop()
    this.#next()
  }

  #rest(): void {
    this.#worker?.unref()
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => void this.#stop(), this.#idleMs)
    this.#idle.unref()
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#idle)
    clearTimeout(this.#limit)
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }
}

function abortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new LearnPathError('LP_REQUEST_CANCELLED', { cause: reason })
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortError(signal)
}
