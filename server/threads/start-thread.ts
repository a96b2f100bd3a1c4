import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker, type WorkerOptions } from 'node:worker_threads'

export interface ThreadProgram {
  /** Name of the program's file without its ending; in `ENTRIES` of tools/build.mjs. */
  readonly name: string
  /** `import.meta.url` of a file in the program's folder. */
  readonly from: string
}

/** Starts the bundled program beside (or one folder above) the bundled code; in a checkout the source, run through tsx. */
export function startThread({ name, from }: ThreadProgram, given: WorkerOptions): Worker {
  const options = { ...given, execArgv: ['--no-warnings'] }
  const source = new URL(`./${name}.ts`, from)
  if (from.endsWith('.ts') && existsSync(source)) {
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
  const beside = new URL(`./${name}.mjs`, from)
  return new Worker(existsSync(beside) ? beside : new URL(`../${name}.mjs`, from), options)
}
