import { setTimeout as sleep } from 'node:timers/promises'
import {
  LearnPathError,
  type LabelFileInput,
  type LabelsAdded,
  type LearnPathClient,
  type UploadFile,
} from '@learnpath/contracts'
import { createProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { type BeirFolder, type BeirPassage, readCorpus, readQuestions } from './read-beir.ts'

const COLLECTION = 'library'
const FILES_PER_REQUEST = 200
const PAUSE_MS = 200
/** What Markdown could take for markup; a backslash before it leaves it as it is. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g

const pathOf = (id: string): string => `${encodeURIComponent(id)}.md`
const escaped = (text: string): string => text.replaceAll(PUNCTUATION, String.raw`\$&`)

function documentOf({ id, title, text }: BeirPassage): UploadFile {
  const heading = title === '' ? '' : `# ${escaped(title.replaceAll(/\s+/g, ' '))}\n\n`
  return { path: pathOf(id), bytes: new Blob([heading + escaped(text)]) }
}

async function* batches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** How many documents the library has, and how many of them wait to be read. */
async function counts(client: LearnPathClient): Promise<{ readonly total: number; readonly waiting: number }> {
  const { documents } = await client.status()
  return { total: documents.total, waiting: documents.queued + documents.processing }
}

/** Adds what is not there yet and waits until all can be found. What was read before an interruption costs nothing. */
export async function addCorpus(terminal: Terminal, client: LearnPathClient, folder: BeirFolder): Promise<void> {
  const progress = createProgress(terminal, 'Documents')
  let sent = 0
  for await (const batch of batches(readCorpus(folder), FILES_PER_REQUEST)) {
    const { refused } = await client.addDocuments({ collection: COLLECTION, files: batch.map(documentOf) })
    const [first] = refused
    if (first !== undefined) throw new LearnPathError(first.code, { detail: `${first.path}: ${first.message}` })
    sent += batch.length
    const { total, waiting } = await counts(client)
    progress.update(total - waiting, total, `${sent} sent`)
  }
  for (;;) {
    const { total, waiting } = await counts(client)
    if (waiting === 0) break
    progress.update(total - waiting, total, `${total - waiting} of ${total}`)
    await sleep(PAUSE_MS)
  }
  progress.end()
}

/** The questions of the folder as a set that judges by documents. */
export async function addQuestions(client: LearnPathClient, folder: BeirFolder): Promise<LabelsAdded> {
  const questions = await readQuestions(folder)
  const body: LabelFileInput = {
    format: 'learnpath-labels-1',
    name: folder.name,
    unit: 'document',
    questions: questions.map(({ id, text, grades }) => ({
      id,
      question: text,
      origin: 'imported' as const,
      passages: [...grades].map(([document, grade]) => ({ collection: COLLECTION, path: pathOf(document), grade })),
    })),
  }
  return await client.call('importLabels', { body })
}
