import { fork, type ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ReaderQuestion, ReaderVerdict } from './reader-host.ts'

/** For one damaged file. The product allows 60 s and 1024 MB. */
const LIMITS = { timeMs: 20_000, residentMb: 1024 }
const WATCH_MS = 100

/** A process that readers run in; a new one when the last has ended. */
export class ReaderProcess {
  #child: ChildProcess | null = null

  /** What went wrong, in words; null when nothing did. */
  async read(question: ReaderQuestion, mayEnd = false): Promise<string | null> {
    const child = (this.#child ??= start())
    return await new Promise((resolve) => {
      const end = (fault: string | null, isOver: boolean) => {
        clearTimeout(late)
        clearInterval(watch)
        child.removeAllListeners()
        if (isOver) this.close()
        resolve(fault)
      }
      const late = setTimeout(() => end(`longer than ${LIMITS.timeMs} ms`, true), LIMITS.timeMs)
      const watch = setInterval(() => {
        void residentMb(child).then((mb) => mb > LIMITS.residentMb && end(`more than ${LIMITS.residentMb} MB`, true))
      }, WATCH_MS)
      child.once('message', ({ fault }: ReaderVerdict) => end(fault, false))
      child.once('exit', (code, signal) => end(mayEnd ? null : `the process ended (${code ?? signal})`, true))
      child.send(question)
    })
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }
}

function start(): ChildProcess {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx'))
  return fork(fileURLToPath(new URL('./reader-host.ts', import.meta.url)), [], {
    execArgv: ['--import', tsx.href, '--no-warnings'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024
}
