import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

/** A collection that needs more fails by itself instead of taking the whole program with it. */
const LARGEST_HEAP_MB = 1024

/** Starts the bundled thread beside (or one folder above) the bundled code; in a checkout the source, run through tsx. */
export function startGraphAssemblyWorker(): Worker {
  const options = { execArgv: ['--no-warnings'], resourceLimits: { maxOldGenerationSizeMb: LARGEST_HEAP_MB } }
  const source = new URL('./graph-assembly-worker.ts', import.meta.url)
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
  const beside = new URL('./graph-assembly-worker.mjs', import.meta.url)
  return new Worker(existsSync(beside) ? beside : new URL('../graph-assembly-worker.mjs', import.meta.url), options)
}
