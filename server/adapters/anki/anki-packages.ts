import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'
import type { AnkiPackages } from '../../ports/anki-packages.ts'
import type { AnkiAnswer, AnkiQuestion } from './anki-messages.ts'

export interface AnkiPackagesOptions {
  /** After this time the process is ended. Default two minutes. */
  readonly timeoutMs?: number
  /** Of the process' JavaScript heap. Default 2048. */
  readonly heapMb?: number
}

const STDERR_KEPT = 2000
const IS_ZIP = [0x50, 0x4b]

/**
 * Packages of the Anki program, read and written in a process of their own: a package is an SQLite file from somebody else, so whatever
 * it does to the library that opens it stays there, and the event loop stays free.
 */
export function createAnkiPackages({ timeoutMs = 120_000, heapMb = 2048 }: AnkiPackagesOptions = {}): AnkiPackages {
  const asking = { timeoutMs, heapMb }
  return {
    async read(bytes) {
      if (!IS_ZIP.every((byte, index) => bytes[index] === byte)) {
        throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'it is no ZIP archive, as Anki packages are' })
      }
      return await inFolder(async (files) => {
        await writeFile(files.packageFile, bytes)
        const answer = await ask({ kind: 'read', ...files }, asking)
        if (answer.kind !== 'read') throw failureOf(answer)
        return answer.content
      })
    },
    async write(notes, at) {
      return await inFolder(async (files) => {
        const answer = await ask({ kind: 'write', ...files, notes, at }, asking)
        if (answer.kind !== 'written') throw failureOf(answer)
        return await readFile(files.packageFile)
      })
    },
  }
}

interface PackageFiles {
  readonly packageFile: string
  readonly collectionFile: string
}

async function inFolder<T>(work: (files: PackageFiles) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'learnpath-anki-'))
  try {
    return await work({ packageFile: join(folder, 'package.apkg'), collectionFile: join(folder, 'collection.anki2') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function failureOf(answer: AnkiAnswer): LearnPathError {
  if (answer.kind !== 'failed') return new LearnPathError('LP_INTERNAL', { detail: `answer "${answer.kind}"` })
  return new LearnPathError(answer.code, answer.detail === null ? {} : { detail: answer.detail })
}

async function ask(question: AnkiQuestion, { timeoutMs, heapMb }: Required<AnkiPackagesOptions>): Promise<AnkiAnswer> {
  const { entry, execArgv } = workerEntry()
  const child = fork(fileURLToPath(entry), [], {
    execArgv: [...execArgv, `--max-old-space-size=${heapMb}`, '--no-warnings'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT)
  })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
  }, timeoutMs)
  try {
    return await new Promise<AnkiAnswer>((resolve, reject) => {
      child.once('message', (answer: AnkiAnswer) => resolve(answer))
      child.once('error', (cause) => reject(new LearnPathError('LP_INTERNAL', { detail: cause.message, cause })))
      child.once('exit', () => reject(isLate ? tookTooLong(timeoutMs) : ended(question, stderr)))
      child.send(question, (error) => {
        if (error !== null) reject(ended(question, stderr))
      })
    })
  } finally {
    clearTimeout(timer)
    child.kill('SIGKILL')
  }
}

const tookTooLong = (timeoutMs: number): LearnPathError =>
  new LearnPathError('LP_IMPORT_UNSUPPORTED', { detail: `reading it took longer than ${timeoutMs / 1000} seconds` })

/** A package that brings its reader down is the package's fault; a package of ours that cannot be written is ours. */
function ended({ kind }: AnkiQuestion, stderr: string): LearnPathError {
  if (kind === 'read') return new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'it cannot be opened', cause: stderr })
  return new LearnPathError('LP_INTERNAL', { detail: 'the package was not written', cause: stderr })
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
