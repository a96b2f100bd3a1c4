import type { Worker } from 'node:worker_threads'
import { startThread } from '../../../threads/start-thread.ts'

/** A collection that needs more fails by itself instead of taking the whole program with it. */
const LARGEST_HEAP_MB = 1024

export function startAssemblyWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: LARGEST_HEAP_MB }
  return startThread({ name: 'assembly-worker', from: import.meta.url }, { resourceLimits })
}
