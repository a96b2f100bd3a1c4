import { fork, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import type { AnkiCard, AnkiPackageContent } from '../../ports/anki-packages.ts'
import type { AnkiAnswer, AnkiQuestion } from './anki-messages.ts'

const STDERR_KEPT = 2000

export interface AnkiProcessLimits {
  readonly timeoutMs: number
  readonly heapMb: number
}

/** One process for one package. Whatever happens to it becomes an error about that package. */
export class AnkiProcess {
  readonly #child: ChildProcess
  readonly #timer: NodeJS.Timeout
  readonly #timeoutMs: number
  #isLate = false
  #stderr = ''

  constructor({ timeoutMs, heapMb }: AnkiProcessLimits) {
    const { entry, execArgv } = workerEntry()
    this.#timeoutMs = timeoutMs
    this.#child = fork(fileURLToPath(entry), [], {
      execArgv: [...execArgv, `--max-old-space-size=${heapMb}`, '--no-warnings'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#child.on('error', () => undefined) // Whoever waits for an answer is told by 'exit' or by the send that failed.
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT)
    })
    this.#timer = setTimeout(() => {
      this.#isLate = true
      this.end()
    }, timeoutMs)
  }

  send(question: AnkiQuestion): void {
    this.#child.send(question, () => undefined) // One that fails has ended the process, which 'exit' tells.
  }

  /** @throws LP_IMPORT_DAMAGED, LP_IMPORT_UNSUPPORTED */
  async read(question: AnkiQuestion): Promise<AnkiPackageContent> {
    const cards: AnkiCard[] = []
    const answer = await this.#ask(question, (slice) => cards.push(...slice))
    if (answer.kind !== 'read') throw new LearnPathError('LP_INTERNAL', { detail: `answer "${answer.kind}"` })
    return { cards, refused: answer.refused }
  }

  async write(question: AnkiQuestion): Promise<void> {
    await this.#ask(question, () => undefined)
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#child.kill('SIGKILL')
  }

  async #ask(question: AnkiQuestion, onCards: (cards: readonly AnkiCard[]) => void): Promise<AnkiAnswer> {
    return await new Promise<AnkiAnswer>((resolve, reject) => {
      this.#child.on('message', (answer: AnkiAnswer) => {
        if (answer.kind === 'cards') onCards(answer.cards)
        else if (answer.kind !== 'failed') resolve(answer)
        else reject(new LearnPathError(answer.code, answer.detail === null ? {} : { detail: answer.detail }))
      })
      this.#child.once('exit', () => reject(this.#failure(question)))
      this.#child.send(question, (error) => {
        if (error !== null) reject(this.#failure(question))
      })
    })
  }

  /** A package that brings its reader down is to blame for it; when one of ours cannot be written, we are. */
  #failure({ kind }: AnkiQuestion): LearnPathError {
    if (kind === 'write') {
      return new LearnPathError('LP_INTERNAL', { detail: 'the package was not written', cause: this.#stderr })
    }
    if (this.#isLate) {
      return new LearnPathError('LP_IMPORT_UNSUPPORTED', {
        detail: `reading it took longer than ${this.#timeoutMs / 1000} seconds`,
      })
    }
    return new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'it cannot be opened', cause: this.#stderr })
  }
}

/** The bundled program beside (or one folder above) the bundled code; in a checkout the source, run through tsx. */
function workerEntry(): { entry: URL; execArgv: readonly string[] } {
  const source = new URL('./anki-worker.ts', import.meta.url)
  if (import.meta.url.endsWith('.ts') && existsSync(source)) {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
    return { entry: source, execArgv: ['--import', tsx.href] }
  }
  const beside = new URL('./anki-worker.mjs', import.meta.url)
  return { entry: existsSync(beside) ? beside : new URL('../anki-worker.mjs', import.meta.url), execArgv: [] }
}
