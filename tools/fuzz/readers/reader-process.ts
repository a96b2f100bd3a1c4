import { fork, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ReaderQuestion, ReaderVerdict } from './reader-host.ts'
import { FOR_DOCUMENTS, type ReaderTarget } from './reader-targets.ts'

/**
 * For one damaged file, as the product has it: there the process is ended then, and the document has failed with what to do. A damaged font alone can
 * keep the reader of PDF busy for half a minute.
 */
const LIMITS = { timeMs: 60_000, residentMb: 1024 }
/** As the product, which ends a reader that has read so many files, or that rests with so much. */
const WORN = { files: 500, residentMb: 768 }
/** Characters of what the process last wrote that are told when it has ended. */
const MOST_WORDS = 1500
const WATCH_MS = 100

/** A process that readers run in; a new one when the last has ended. */
export class ReaderProcess {
  readonly #isForDocuments: boolean
  #child: ChildProcess | null = null
  #words = ''
  #files = 0

  constructor({ isDocument = false }: Pick<ReaderTarget, 'isDocument'>) {
    this.#isForDocuments = isDocument
  }

  /** What went wrong, in words; null when nothing did. */
  async read(
    question: ReaderQuestion,
    { mayEndProcess = false, mayExhaust = false }: Pick<ReaderTarget, 'mayEndProcess' | 'mayExhaust'> = {},
  ): Promise<string | null> {
    const child = (this.#child ??= this.#start())
    return await new Promise((resolve) => {
      let isAnswered = false
      const end = (fault: string | null, isOver: boolean) => {
        // A look at the memory that comes late must not end the reading of the next file.
        if (isAnswered) return
        isAnswered = true
        clearTimeout(late)
        clearInterval(watch)
        child.removeAllListeners()
        if (isOver) this.close()
        resolve(fault)
      }
      const exhaust = (what: string) => end(mayExhaust ? null : what, true)
      const late = setTimeout(() => exhaust(`longer than ${LIMITS.timeMs} ms`), LIMITS.timeMs)
      const watch = setInterval(() => {
        void residentMb(child).then((mb) => mb > LIMITS.residentMb && exhaust(`more than ${LIMITS.residentMb} MB`))
      }, WATCH_MS)
      child.once('message', ({ fault }: ReaderVerdict) => {
        this.#files += 1
        void residentMb(child).then((mb) => end(fault, mb > WORN.residentMb || this.#files >= WORN.files))
      })
      child.once('close', (code, signal) => {
        end(mayEndProcess ? null : `the process ended (${code ?? signal})\n${this.#words}`, true)
      })
      child.send(question)
    })
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }

  #start(): ChildProcess {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
    const child = fork(
      fileURLToPath(new URL('./reader-host.ts', import.meta.url)),
      this.#isForDocuments ? [FOR_DOCUMENTS] : [],
      {
        execArgv: ['--import', tsx.href, '--no-warnings'],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    )
    this.#words = ''
    this.#files = 0
    child.stderr?.on('data', (bytes: Buffer) => (this.#words = `${this.#words}${bytes.toString()}`.slice(-MOST_WORDS)))
    return child
  }
}

async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
}
