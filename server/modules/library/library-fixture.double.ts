import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProgressEvent } from '@learnpath/contracts'
import { createFilesystemBlobStore } from '../../adapters/filesystem/blob-store.ts'
import { openTestStore } from '../../adapters/testing/open-test-store.ts'
import { createSoleLeadership } from '../../adapters/system/sole-leadership.ts'
import { createInProcessEventBus } from '../../adapters/system/in-process-event-bus.ts'
import { createManualClock } from '../../ports/clock.double.ts'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import type { LibraryApi, NewChunk, PutDocument } from './library-api.ts'
import { createLibrary } from './library.ts'

/**
 * A library on the real store and real files in a folder of its own, with a clock and ids that repeat.
 * @param options.scoped whether workspaces are kept apart
 */
export async function createLibraryFixture({ scoped = false }: { readonly scoped?: boolean } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-library-'))
  const clock = createManualClock()
  const logger = createRecordingLogger()
  const idSource = createCountingIdSource()
  const eventBus = createInProcessEventBus({ logger })
  const store = await openTestStore({ file: join(folder, 'library.db'), clock, logger, scoped })
  const blobStore = createFilesystemBlobStore({ folder: join(folder, 'blobs') })
  const library = createLibrary({ store, blobStore, clock, idSource, eventBus })
  const events: ProgressEvent[] = []
  eventBus.subscribe((event) => events.push(event))
  return {
    folder,
    clock,
    logger,
    idSource,
    eventBus,
    leadership: createSoleLeadership('run_test'),
    events,
    store,
    blobStore,
    library,
    /** Files under the folder whose bytes hold the word. */
    traces: (word: string) => filesWith(folder, word),
    async cleanUp() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type LibraryFixture = Awaited<ReturnType<typeof createLibraryFixture>>

export async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** One paragraph per blank-line-separated piece of the text, without a title. */
export function parsedText(text: string): ParsedDocument {
  const blocks = paragraphRanges(text).map((range) => ({ kind: 'paragraph' as const, ...range }))
  return { format: 'text', title: null, text, blocks, marks: [], pages: [], warnings: [] }
}

/** One chunk per paragraph. */
export function chunksOf(parsed: ParsedDocument): NewChunk[] {
  return paragraphRanges(parsed.text).map(({ start, end }, ordinal) => ({
    ordinal,
    headingPath: [],
    start,
    end,
    pageStart: null,
    pageEnd: null,
    tokenCount: parsed.text.slice(start, end).split(/\s+/u).length,
  }))
}

/** Receives the text, puts it at the path of the default collection. */
export async function putText(library: LibraryApi, path: string, text: string, more: Partial<PutDocument> = {}) {
  const collection = await library.collection('library', { create: true })
  const blob = await library.receive(bytesOf(text), { maxBytes: 100_000_000 })
  const result = await library.put({
    collectionId: collection.id,
    path,
    contentHash: blob.hash,
    sizeBytes: blob.sizeBytes,
    format: 'text',
    ...more,
  })
  await blob.release()
  return result
}

/** Puts and publishes. @returns the document's id */
export async function publishText(library: LibraryApi, path: string, text: string): Promise<string> {
  const { document } = await putText(library, path, text)
  const parsed = parsedText(text)
  const chunks = chunksOf(parsed)
  const { id: documentId, contentHash } = document
  await library.publishVersion({ documentId, contentHash, parserVersion: 'p1', parsed, language: 'en', chunks })
  return documentId
}

function paragraphRanges(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/\S(?:.|\n(?!\n))*/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].trimEnd().length,
  }))
}

function filesWith(folder: string, word: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => readFileSync(file).includes(word))
    .map((file) => file.slice(folder.length + 1))
}
