import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import type { QuantizerAnswer, QuantizerQuestion, QuantizerResults } from './quantizer-messages.ts'

const STDERR_KEPT = 2000

/** Program file of the quantizer process and the options Node needs to run it. */
export interface QuantizerEntry {
  readonly workerEntry: URL
  readonly execArgv: readonly string[]
}

/** The bundled program beside (or one folder above) the bundled code; in a checkout the source, run through tsx. */
export function defaultQuantizerEntry(): QuantizerEntry {
  const source = new URL('./quantizer-worker.ts', import.meta.url)
  if (import.meta.url.endsWith('.ts') && existsSync(source)) {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
    return { workerEntry: source, execArgv: ['--import', tsx.href] }
  }
  const beside = new URL('./quantizer-worker.mjs', import.meta.url)
  return {
    workerEntry: existsSync(beside) ? beside : new URL('../quantizer-worker.mjs', import.meta.url),
    execArgv: [],
  }
}

export interface AskOptions {
  readonly entry: QuantizerEntry
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((done: number, total: number, detail: string) => void) | undefined
}

/**
 * Has one question answered by a process of its own, so that its memory ends with it. The promise settles when the process is gone.
 * @throws LP_JOB_CANCELLED on abort, LP_MODEL_UNUSABLE when the process dies, and what it answers
 */
export function askQuantizer<Kind extends keyof QuantizerResults>(
  question: Extract<QuantizerQuestion, { kind: Kind }>,
  { entry, signal, onProgress }: AskOptions,
): Promise<QuantizerResults[Kind]> {
  if (signal?.aborted) return Promise.reject(new LearnPathError('LP_JOB_CANCELLED'))
  const child = fork(fileURLToPath(entry.workerEntry), [], {
    execArgv: [...entry.execArgv, '--no-warnings'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let stderr = ''
  let answer: Exclude<QuantizerAnswer, { kind: 'progress' }> | null = null
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  child.on('message', (message: QuantizerAnswer) => {
    if (message.kind === 'progress') onProgress?.(message.done, message.total, message.detail)
    else answer = message
  })
  const onAbort = (): void => void child.kill('SIGKILL')
  signal?.addEventListener('abort', onAbort, { once: true })
  return new Promise((resolve, reject) => {
    const end = (detail: string): void => {
      signal?.removeEventListener('abort', onAbort)
      if (answer?.kind === 'done') resolve(answer.result as QuantizerResults[Kind])
      else if (signal?.aborted) reject(new LearnPathError('LP_JOB_CANCELLED'))
      else if (answer?.kind === 'failed') {
        reject(new LearnPathError(answer.code, answer.detail === null ? {} : { detail: answer.detail }))
      } else reject(new LearnPathError('LP_MODEL_UNUSABLE', { detail, cause: stderr }))
    }
    child.once('close', (code, exitSignal) =>
      end(`the quantizer process ended ${exitSignal === null ? `with code ${code}` : `by ${exitSignal}`}`),
    )
    child.once('error', (error) => {
      if (child.pid === undefined) end(error.message)
    })
    child.send(question, (error) => {
      if (error) child.kill('SIGKILL')
    })
  })
}
