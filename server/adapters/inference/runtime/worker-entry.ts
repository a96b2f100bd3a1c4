import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { WorkerSettings } from './worker-messages.ts'

/** Node's default lets the heap of short-lived things grow by tens of MB per thread; what lives long here is little. */
const YOUNG_HEAP_MB = 6

/** Starts the bundled worker beside (or one folder above) the bundled code; in a checkout the source, run through tsx. */
export function startInferenceWorker(settings: WorkerSettings): Worker {
  const options = {
    workerData: settings,
    execArgv: ['--no-warnings'],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  }
  const source = new URL('./inference-worker.ts', import.meta.url)
  if (import.meta.url.endsWith('.ts') && existsSync(source)) {
    const tsx = pathToFileURL(
      createRequire(import.meta.url)
        .resolve('tsx/esm/api')
        .replace(/[.]cjs$/, '.mjs'),
    )
    // A loader named on the command line does not reach worker threads.
    const program = `import(${JSON.stringify(tsx.href)}).then(({ register }) => {
      register()
      return import(${JSON.stringify(source.href)})
    })`
    return new Worker(program, { ...options, eval: true })
  }
  const beside = new URL('./inference-worker.mjs', import.meta.url)
  return new Worker(existsSync(beside) ? beside : new URL('../inference-worker.mjs', import.meta.url), options)
}
