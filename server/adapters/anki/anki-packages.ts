import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { AnkiNote, AnkiPackages } from '../../ports/anki-packages.ts'
import { SLICE, type AnkiQuestion, type PackageFiles } from './anki-messages.ts'
import { AnkiProcess } from './anki-process.ts'

export interface AnkiPackagesOptions {
  /** After this time the process is ended. Default two minutes. */
  readonly timeoutMs?: number
  /** Of the process' JavaScript heap. Default 2048. */
  readonly heapMb?: number
}

/**
 * Packages of the Anki program, read and written in a process of their own: a package is an SQLite file from somebody else, so whatever
 * it does to the library that opens it stays there, and the event loop stays free.
 */
export function createAnkiPackages({ timeoutMs = 120_000, heapMb = 2048 }: AnkiPackagesOptions = {}): AnkiPackages {
  const read = async (bytes: Uint8Array, question: (files: PackageFiles) => AnkiQuestion) =>
    await inFolder(async (files) => {
      await writeFile(files.packageFile, bytes)
      return await withProcess({ timeoutMs, heapMb }, async (child) => await child.read(question(files)))
    })
  return {
    async read(bytes) {
      if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
        throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'it is no ZIP archive, as Anki packages are' })
      }
      return await read(bytes, (files) => ({ kind: 'read', ...files }))
    },
    readText: async (bytes, { deck }) => await read(bytes, (files) => ({ kind: 'read-text', deck, ...files })),
    async write(notes, at) {
      return await inFolder(async (files) => {
        await withProcess({ timeoutMs, heapMb }, async (child) => {
          await sendNotes(child, notes)
          await child.write({ kind: 'write', at, ...files })
        })
        return await readFile(files.packageFile)
      })
    },
  }
}

async function sendNotes(child: AnkiProcess, notes: readonly AnkiNote[]): Promise<void> {
  for (let start = 0; start < notes.length; start += SLICE) {
    child.send({ kind: 'notes', notes: notes.slice(start, start + SLICE) })
    await breathe()
  }
}

async function withProcess<T>(
  options: Required<AnkiPackagesOptions>,
  work: (child: AnkiProcess) => Promise<T>,
): Promise<T> {
  const child = new AnkiProcess(options)
  try {
    return await work(child)
  } finally {
    child.end()
  }
}

async function inFolder<T>(work: (files: PackageFiles) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'learnpath-anki-'))
  try {
    return await work({ packageFile: join(folder, 'package'), collectionFile: join(folder, 'collection.anki2') })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
