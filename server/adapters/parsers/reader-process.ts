import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import type { ErrorCode } from '@learnpath/contracts'
import type { ParseRequest } from '../../ports/document-parser.ts'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import type { ReaderAnswer, ReaderLimits } from './parser-messages.ts'

const STDERR_KEPT = 2000

/** Program file of the reader process and the options Node needs to run it. */
export interface ReaderEntry {
  readonly workerEntry: URL
  readonly execArgv: readonly string[]
}

/** The bundled reader beside (or one folder above) the bundled code; in a checkout the source, run through tsx. */
export function defaultReaderEntry(): ReaderEntry {
  const source = new URL('./parser-worker.ts', import.meta.url)
  if (import.meta.url.endsWith('.ts') && existsSync(source)) {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
    return { workerEntry: source, execArgv: ['--import', tsx.href] }
  }
  const beside = new URL('./parser-worker.mjs', import.meta.url)
  return { workerEntry: existsSync(beside) ? beside : new URL('../parser-worker.mjs', import.meta.url), execArgv: [] }
}

interface Task {
  readonly resolve: (parsed: ParsedDocument) => void
  readonly reject: (error: LearnPathError) => void
  readonly timer: NodeJS.Timeout
}

/** One reader process: takes one document at a time; whatever happens to it becomes the error of that document. */
export class ReaderProcess {
  documents = 0
  residentBytes = 0
  readonly #child: ChildProcess
  #task: Task | null = null
  #killedFor: ErrorCode | null = null
  #stderr = ''
  readonly #ended: Promise<void>

  constructor(entry: ReaderEntry, limits: ReaderLimits, onEnd: (reader: ReaderProcess) => void) {
    const heapMb = Math.max(64, Math.floor(limits.residentBytes / 1024 / 1024) - 64)
    this.#child = fork(fileURLToPath(entry.workerEntry), [JSON.stringify(limits)], {
      // A small young generation: what a reader makes is handed on at once, and its garbage need not stay resident.
      execArgv: [...entry.execArgv, `--max-old-space-size=${heapMb}`, '--max-semi-space-size=2', '--no-warnings'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A process group of its own, so that OCR programs are killed with it and Ctrl-C reaches only the server.
      detached: process.platform !== 'win32',
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT)
    })
    this.#child.on('message', (answer: ReaderAnswer) => this.#settle(answer))
    this.#ended = new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null): void => {
        onEnd(this)
        this.#fail(this.#killedFor ?? exitCause(code, signal, this.#stderr), exitDetail(code, signal))
        resolve()
      }
      this.#child.once('exit', end)
      this.#child.once('error', (error) => {
        this.#stderr = error.message
        if (this.#child.pid === undefined) end(null, null)
      })
    })
    this.#release()
  }

  get isBusy(): boolean {
    return this.#task !== null
  }

  /** @throws LP_PARSE_… and LP_JOB_CANCELLED on abort; then the process is gone. */
  async parse(request: ParseRequest, timeoutMs: number, signal?: AbortSignal): Promise<ParsedDocument> {
    this.#hold()
    const onAbort = (): void => this.kill('LP_JOB_CANCELLED')
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await new Promise<ParsedDocument>((resolve, reject) => {
        const timer = setTimeout(() => this.kill('LP_PARSE_TIMEOUT'), timeoutMs)
        this.#task = { resolve, reject, timer }
        this.#child.send(request, (error) => {
          if (error) this.kill('LP_PARSE_CRASHED')
        })
      })
    } finally {
      signal?.removeEventListener('abort', onAbort)
      this.#release()
    }
  }

  /** Ends the process at once; a document in work fails with `code`. */
  kill(code: ErrorCode): void {
    this.#killedFor ??= code
    const { pid } = this.#child
    if (pid === undefined || this.#child.exitCode !== null || this.#child.signalCode !== null) return
    if (process.platform === 'win32') {
      this.#child.kill('SIGKILL')
      return
    }
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // The group may not exist yet when the process has only just been forked.
      this.#child.kill('SIGKILL')
    }
  }

  async ended(): Promise<void> {
    this.#hold()
    await this.#ended
  }

  #settle(answer: ReaderAnswer): void {
    const task = this.#task
    if (task === null) return
    if (answer.kind === 'alive') {
      task.timer.refresh()
      return
    }
    this.#task = null
    clearTimeout(task.timer)
    this.documents++
    this.residentBytes = answer.residentBytes
    if (answer.kind === 'parsed') task.resolve(answer.parsed)
    else task.reject(new LearnPathError(answer.code, answer.detail === null ? {} : { detail: answer.detail }))
  }

  #fail(code: ErrorCode, detail: string): void {
    const task = this.#task
    if (task === null) return
    this.#task = null
    clearTimeout(task.timer)
    task.reject(
      code === 'LP_PARSE_CRASHED'
        ? new LearnPathError(code, { detail, cause: this.#stderr })
        : new LearnPathError(code),
    )
  }

  /** An idle reader must not keep the program running. */
  #release(): void {
    this.#child.unref()
    this.#child.channel?.unref()
    ;(this.#child.stderr as unknown as { unref?: () => void } | null)?.unref?.()
  }

  #hold(): void {
    this.#child.ref()
    this.#child.channel?.ref()
  }
}

/** The watchdog and the kernel end with SIGKILL, V8 out of memory with SIGABRT (on Windows with a code and a message). */
function exitCause(code: number | null, signal: NodeJS.Signals | null, stderr: string): ErrorCode {
  const outOfMemory = signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134 || /out of memory/i.test(stderr)
  return outOfMemory ? 'LP_PARSE_TOO_LARGE' : 'LP_PARSE_CRASHED'
}

function exitDetail(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `the reader process ended with code ${code}` : `the reader process ended by ${signal}`
}
