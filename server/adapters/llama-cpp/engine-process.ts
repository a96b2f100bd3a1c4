import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Socket } from 'node:net'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import type { EngineAnswer, EngineMessage, EnginePiece, EngineQuestion, EngineReply } from './llama-cpp-messages.ts'

export type Answered = Exclude<EngineAnswer, { kind: 'failed' }>

export interface AskOptions {
  readonly onPiece?: (piece: EnginePiece) => void
  readonly signal?: AbortSignal | undefined
}

interface Waiting {
  readonly onPiece: AskOptions['onPiece']
  readonly resolve: (answer: Answered) => void
  readonly reject: (error: unknown) => void
  /** Cancelled: nobody listens any more, but the process has still to say that it has stopped. */
  deadline: NodeJS.Timeout | null
}

/** Never nothing: whoever waits has to be told that it was in vain. */
export function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new LearnPathError('LP_REQUEST_CANCELLED', { cause: reason })
}

const STDERR_KEPT = 2000

export interface EngineProcessOptions {
  /** It is ended when it goes on for so long after it was told to stop. */
  readonly cancelMs: number
  /** It has ended, by itself or by `end`. */
  readonly onGone: () => void
}

/** The process of one model: questions go in, answers come back, and whatever happens to it is an error and not ours. */
export class EngineProcess {
  readonly #child: ChildProcess
  readonly #options: EngineProcessOptions
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #stderr = ''
  #isGone = false

  constructor(options: EngineProcessOptions) {
    const { entry, execArgv } = workerEntry()
    this.#options = options
    this.#child = fork(fileURLToPath(entry), [], {
      execArgv: [...execArgv, '--no-warnings'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT)
    })
    this.#child.on('message', (reply: EngineReply) => this.#take(reply))
    this.#child.on('error', (error) => this.#gone(error.message))
    this.#child.on('exit', (code, signal) => this.#gone(`its process ended with ${signal ?? code ?? 'nothing'}`))
    this.#letProgramEnd()
  }

  get processId(): number | null {
    return this.#child.pid ?? null
  }

  /** Questions that it works on; what it does for somebody who left is among them. */
  get working(): number {
    return this.#waiting.size
  }

  /** @throws LP_LANGUAGE_MODEL_FAILED when the process ends meanwhile, what it answers with, the reason of the signal */
  async ask(question: EngineQuestion, options: AskOptions = {}): Promise<Answered> {
    const { signal } = options
    signal?.throwIfAborted()
    if (this.#isGone) throw this.#failure('its process has ended')
    const id = (this.#lastId += 1)
    const onAbort = () => this.#cancel(id, reasonOf(signal))
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await new Promise<Answered>((resolve, reject) => {
        this.#waiting.set(id, { onPiece: options.onPiece, resolve, reject, deadline: null })
        this.#keepProgramRunning()
        this.#send({ id, ...question })
      })
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  end(): void {
    this.#child.kill('SIGKILL')
  }

  #cancel(id: number, reason: unknown): void {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined || waiting.deadline !== null) return
    waiting.deadline = setTimeout(() => this.end(), this.#options.cancelMs)
    waiting.deadline.unref()
    this.#send({ id, kind: 'cancel' })
    waiting.reject(reason)
  }

  #take(reply: EngineReply): void {
    const waiting = this.#waiting.get(reply.id)
    if (waiting === undefined) return
    if (isPiece(reply)) {
      return this.#handOn(reply, waiting)
    }
    this.#forget(reply.id, waiting)
    if (reply.kind === 'failed') waiting.reject(new LearnPathError(reply.code, { detail: reply.detail }))
    else waiting.resolve(reply)
  }

  /** Whoever cannot take a piece does not want the rest. */
  #handOn(piece: EnginePiece & { readonly id: number }, waiting: Waiting): void {
    if (waiting.deadline !== null) return
    try {
      waiting.onPiece?.(piece)
    } catch (failure) {
      this.#cancel(piece.id, failure)
    }
  }

  #gone(detail: string): void {
    if (this.#isGone) return
    this.#isGone = true
    for (const [id, waiting] of this.#waiting) {
      this.#forget(id, waiting)
      waiting.reject(this.#failure(detail))
    }
    this.#options.onGone()
  }

  #failure(detail: string): LearnPathError {
    const said = this.#stderr.trim().split('\n').at(-1) ?? ''
    return new LearnPathError('LP_LANGUAGE_MODEL_FAILED', {
      detail: said === '' ? detail : `${detail}: ${said}`,
      cause: this.#stderr,
    })
  }

  #forget(id: number, { deadline }: Waiting): void {
    if (deadline !== null) clearTimeout(deadline)
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#letProgramEnd()
  }

  #send(message: EngineMessage): void {
    if (this.#child.connected) this.#child.send(message, () => undefined) // One that fails has ended the process.
  }

  /** A model that is only in memory must not keep a command from ending. */
  #letProgramEnd(): void {
    this.#child.unref()
    this.#child.channel?.unref()
    if (this.#child.stderr instanceof Socket) this.#child.stderr.unref()
  }

  #keepProgramRunning(): void {
    this.#child.ref()
    this.#child.channel?.ref()
  }
}

const isPiece = (reply: EngineReply): reply is EnginePiece & { readonly id: number } =>
  reply.kind === 'text' || reply.kind === 'thinking'

/** The bundled program beside (or one folder above) the bundled code; in a checkout the source, run through tsx. */
function workerEntry(): { entry: URL; execArgv: readonly string[] } {
  const source = new URL('./llama-cpp-worker.ts', import.meta.url)
  if (import.meta.url.endsWith('.ts') && existsSync(source)) {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
    return { entry: source, execArgv: ['--import', tsx.href] }
  }
  const beside = new URL('./llama-cpp-worker.mjs', import.meta.url)
  return { entry: existsSync(beside) ? beside : new URL('../llama-cpp-worker.mjs', import.meta.url), execArgv: [] }
}
