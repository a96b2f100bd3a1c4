import type { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts'

type Answered = Exclude<WorkerAnswer, { kind: 'ran' } | { kind: 'failed' }>
type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never

interface Waiting {
  readonly resolve: (answer: Answered) => void
  readonly reject: (error: unknown) => void
}

export interface WorkerHost {
  /** @throws LP_INFERENCE_FAILED when the worker ends before it answers; on abort what the signal says */
  ask(request: WithoutId<WorkerRequest>, signal?: AbortSignal): Promise<Answered>
  /** Ends the thread, which gives its memory back and fails what waits. The next request starts it anew. */
  stop(): Promise<void>
}

export interface WorkerHostDependencies {
  readonly startWorker: () => Worker
  readonly onBatch: (batch: Extract<WorkerAnswer, { kind: 'ran' }>) => void
  /** The thread ended by itself: no model is loaded any more. */
  readonly onCrash: (detail: string) => void
}

/** Starts the worker thread at the first request and brings answers to their requests. */
export function createWorkerHost({ startWorker, onBatch, onCrash }: WorkerHostDependencies): WorkerHost {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | null = null
  let lastId = 0

  function settle(answer: WorkerAnswer): void {
    if (answer.kind === 'ran') return onBatch(answer)
    const request = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (waiting.size === 0) worker?.unref()
    if (answer.kind === 'failed') request?.reject(new LearnPathError(answer.code, { detail: answer.detail }))
    else request?.resolve(answer)
  }

  function failWaiting(detail: string): void {
    const lost = [...waiting.values()]
    waiting.clear()
    for (const { reject } of lost) reject(new LearnPathError('LP_INFERENCE_FAILED', { detail }))
  }

  function start(): Worker {
    const started = startWorker()
    let failure = ''
    started.on('message', settle)
    started.on('error', (error) => {
      failure = error instanceof Error ? error.message : String(error)
    })
    started.on('exit', (code) => {
      if (worker !== started) return
      worker = null
      const detail = failure === '' ? `the inference thread ended with ${code}` : failure
      onCrash(detail)
      failWaiting(detail)
    })
    return started
  }

  return {
    async ask(request, signal) {
      throwIfAborted(signal)
      worker ??= start()
      const running = worker
      // While something is asked the program must not end; an idle worker must not keep it running.
      running.ref()
      const id = (lastId += 1)
      const onAbort = (): void => {
        const lost = waiting.get(id)
        waiting.delete(id)
        if (waiting.size === 0) running.unref()
        post(running, { kind: 'cancel', id })
        lost?.reject(abortError(signal))
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      try {
        return await new Promise<Answered>((resolve, reject) => {
          waiting.set(id, { resolve, reject })
          post(running, { ...request, id })
        })
      } finally {
        signal?.removeEventListener('abort', onAbort)
      }
    },
    async stop() {
      const stopped = worker
      worker = null
      failWaiting('the inference thread was stopped')
      await stopped?.terminate()
    },
  }
}

/** A worker thread has no origin that could be told apart. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const post = (worker: Worker, request: WorkerRequest): void => worker.postMessage(request)

function abortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new LearnPathError('LP_REQUEST_CANCELLED', { cause: reason })
}

/** @throws the signal's reason when that is an error, else LP_REQUEST_CANCELLED */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortError(signal)
}
