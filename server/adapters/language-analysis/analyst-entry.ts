import type { Worker } from 'node:worker_threads'
import { startThread } from '../../threads/start-thread.ts'

const MOST_MEMORY_MB = 1024

export function startAnalystWorker(): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: MOST_MEMORY_MB }
  return startThread({ name: 'analyst-worker', from: import.meta.url }, { resourceLimits })
}
