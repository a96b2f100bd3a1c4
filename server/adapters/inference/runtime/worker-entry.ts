import type { Worker } from 'node:worker_threads'
import { startThread } from '../../../threads/start-thread.ts'
import type { WorkerSettings } from './worker-messages.ts'

/** Node's default lets the heap of short-lived things grow by tens of MB per thread; what lives long here is little. */
const YOUNG_HEAP_MB = 6

export function startInferenceWorker(settings: WorkerSettings): Worker {
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_HEAP_MB }
  return startThread({ name: 'inference-worker', from: import.meta.url }, { workerData: settings, resourceLimits })
}
