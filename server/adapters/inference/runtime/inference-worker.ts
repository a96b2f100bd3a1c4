import { parentPort, workerData } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import { createBatchQueue } from './batch-queue.ts'
import type { BatchRow } from './batch-queue.ts'
import type { ModelRunner } from './model-runner.ts'
import type { RunRequest, WorkerAnswer, WorkerRequest, WorkerSettings } from './worker-messages.ts'

/** Program of the thread that models live in: takes requests, forms batches, answers with vectors. */
const settings = workerData as WorkerSettings
const runners = new Map<string, ModelRunner>()
/** Results of runs that are not complete, by number of the request. */
const open = new Map<number, { readonly values: Float32Array; missing: number }>()
const queue = createBatchQueue(({ id }, error) => {
  open.delete(id)
  fail(id, error)
})
let isRunning = false

const answer = (message: WorkerAnswer, transfer: readonly ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer)

function fail(id: number, error: unknown): void {
  const known = error instanceof LearnPathError ? error : null
  const cause = known?.context.cause instanceof Error ? `: ${known.context.cause.message.slice(0, 300)}` : ''
  const detail = known === null ? (error instanceof Error ? error.message : 'unknown') : (known.context.detail ?? '')
  answer({ kind: 'failed', id, code: known?.code ?? 'LP_INFERENCE_FAILED', detail: `${detail}${cause}` })
}

async function load(request: Extract<WorkerRequest, { kind: 'load' }>): Promise<void> {
  const { spec, id, threads } = request
  const started = performance.now()
  let { provider } = settings
  if (spec.runtime === 'static') {
    const { loadStaticRunner } = await import('./static-runner.ts')
    runners.set(spec.key, await loadStaticRunner(spec))
  } else {
    const { loadOnnxRunner } = await import('./onnx-runner.ts')
    const loaded = await loadOnnxRunner(spec, { ...settings, threads })
    runners.set(spec.key, loaded.runner)
    provider = loaded.provider
  }
  answer({ kind: 'loaded', id, seconds: (performance.now() - started) / 1000, provider })
}

function requireRunner(key: string): ModelRunner {
  const runner = runners.get(key)
  if (runner === undefined) throw new LearnPathError('LP_INFERENCE_FAILED', { detail: `${key} is not loaded` })
  return runner
}

function enqueue(request: RunRequest): void {
  const runner = requireRunner(request.key)
  const values = new Float32Array(request.texts.length * runner.width)
  open.set(request.id, { values, missing: request.texts.length })
  queue.add({ ...request, runner })
  void runBatches()
}

async function runBatches(): Promise<void> {
  if (isRunning) return
  isRunning = true
  try {
    for (;;) {
      // Requests that have come in during the last batch get in before the next one is chosen.
      await breathe()
      const batch = queue.next()
      if (batch.length === 0) return
      await runBatch(batch)
    }
  } finally {
    isRunning = false
  }
}

async function runBatch(batch: readonly BatchRow[]): Promise<void> {
  const [first] = batch
  if (first === undefined) return
  const { runner, key } = first.job
  const started = performance.now()
  try {
    const values = await runner.run(batch.map(({ tokens }) => tokens))
    const tokens = batch.reduce((sum, row) => sum + row.tokens.ids.length, 0)
    answer({ kind: 'ran', key, seconds: (performance.now() - started) / 1000, texts: batch.length, tokens })
    batch.forEach((row, place) => keepResult(row, values.subarray(place * runner.width, (place + 1) * runner.width)))
  } catch (error) {
    for (const id of new Set(batch.map(({ job }) => job.id))) {
      queue.remove(id)
      if (open.delete(id)) fail(id, error)
    }
  }
}

function keepResult({ job, index }: BatchRow, values: Float32Array): void {
  const result = open.get(job.id)
  if (result === undefined) return
  result.values.set(values, index * values.length)
  result.missing--
  if (result.missing > 0) return
  open.delete(job.id)
  answer({ kind: 'vectors', id: job.id, values: result.values }, [result.values.buffer as ArrayBuffer])
}

async function count(request: Extract<WorkerRequest, { kind: 'count' }>): Promise<void> {
  const runner = requireRunner(request.key)
  const counts: number[] = []
  for (const text of request.texts) {
    counts.push(runner.count(text))
    if (counts.length % 32 === 0) await breathe()
  }
  answer({ kind: 'counts', id: request.id, counts })
}

async function unload(request: Extract<WorkerRequest, { kind: 'unload' }>): Promise<void> {
  const runner = runners.get(request.key)
  runners.delete(request.key)
  await runner?.dispose()
  answer({ kind: 'unloaded', id: request.id })
}

async function handle(request: WorkerRequest): Promise<void> {
  if (request.kind === 'load') return await load(request)
  if (request.kind === 'count') return await count(request)
  if (request.kind === 'unload') return await unload(request)
  if (request.kind === 'run') return enqueue(request)
  queue.remove(request.id)
  open.delete(request.id)
}

parentPort?.on('message', (request: WorkerRequest) => {
  handle(request).catch((error: unknown) => fail(request.id, error))
})
