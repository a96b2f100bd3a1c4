import { readFile } from 'node:fs/promises'
import { LearnPathError } from '@learnpath/contracts'
import { createFilesystemFolderWatcher } from '../../adapters/filesystem/folder-watcher.ts'
import { createSqlJobQueue } from '../../adapters/sql/job-queue.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import type { DocumentParser } from '../../ports/document-parser.ts'
import type { FolderWatcher } from '../../ports/folder-watcher.ts'
import { createLibraryFixture, parsedText } from '../library/library-fixture.double.ts'
import type { LibraryFixture } from '../library/library-fixture.double.ts'
import type { IngestionApi } from './ingestion-api.ts'
import { createIngestion } from './ingestion.ts'

interface TextParser extends DocumentParser {
  /** Names of the files that were parsed, in order. */
  readonly parsed: readonly string[]
  /** Holds every parse until the returned function is called. */
  hold(): () => void
}

/**
 * Reads plain text. "CRASH" crashes the reader, "CRASH ONCE" the first time, "DAMAGED" is damaged, "LOCKED <word>" wants the word
 * as its password.
 */
function createTextParser(): TextParser {
  const parsed: string[] = []
  let gate: Promise<void> = Promise.resolve()
  return {
    parsed,
    hold() {
      let open = (): void => undefined
      gate = new Promise((resolve) => {
        open = resolve
      })
      return () => open()
    },
    async parse({ file, name, password }, signal) {
      const text = await readFile(file, 'utf8')
      parsed.push(name)
      const aborted = new Promise<never>((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new LearnPathError('LP_JOB_CANCELLED')))
      })
      await Promise.race([gate, aborted])
      const tries = parsed.filter((other) => other === name).length
      if (text.startsWith('CRASH') && !(text.startsWith('CRASH ONCE') && tries > 1)) {
        throw new LearnPathError('LP_PARSE_CRASHED')
      }
      if (text.startsWith('DAMAGED')) throw new LearnPathError('LP_PARSE_DAMAGED')
      const wanted = /^LOCKED (\S+)/u.exec(text)?.[1]
      if (wanted !== undefined && password === undefined) throw new LearnPathError('LP_PARSE_PASSWORD_NEEDED')
      if (wanted !== undefined && password !== wanted) throw new LearnPathError('LP_PARSE_PASSWORD_WRONG')
      return parsedText(text)
    },
    detectFormat(head, name) {
      if (head.byteLength === 0) throw new LearnPathError('LP_PARSE_EMPTY')
      if (name.endsWith('.bin')) throw new LearnPathError('LP_PARSE_UNSUPPORTED')
      if (name.endsWith('.pdf')) return 'pdf'
      return name.endsWith('.md') ? 'markdown' : 'text'
    },
    warm: () => undefined,
    ocrEngine: async () => await Promise.resolve(null),
    close: async () => await Promise.resolve(),
  }
}

export interface IngestionFixture extends LibraryFixture {
  readonly ingestion: IngestionApi
  readonly parser: TextParser
  readonly jobQueue: ReturnType<typeof createSqlJobQueue>
  readonly metrics: ReturnType<typeof createRecordingMetrics>
  /** How often the indexes were asked to catch up, with the sequence they saw. */
  readonly caughtUp: readonly number[]
  /** Lets the clock pass and waits until no job waits or runs, retries included. */
  idle(): Promise<void>
}

export async function createIngestionFixture(
  options: { readonly folderWatcher?: FolderWatcher; readonly library?: LibraryFixture; readonly start?: boolean } = {},
): Promise<IngestionFixture> {
  const base = options.library ?? (await createLibraryFixture())
  const { store, library, blobStore, clock, idSource, eventBus, leadership, logger } = base
  const parser = createTextParser()
  const metrics = createRecordingMetrics()
  const jobQueue = createSqlJobQueue({ store, clock, idSource, eventBus, logger })
  const caughtUp: number[] = []
  const ingestion = createIngestion({
    store,
    library,
    jobQueue,
    blobStore,
    parser,
    parserVersion: 'text-1',
    folderWatcher: options.folderWatcher ?? createFilesystemFolderWatcher({ logger }),
    clock,
    idSource,
    eventBus,
    leadership,
    logger,
    metrics,
    limits: { maxBytes: 1_000_000, concurrency: 2 },
    onPublished: async () => void caughtUp.push(await library.latestSequence()),
  })
  if (options.start !== false) await ingestion.start()
  return {
    ...base,
    ingestion,
    parser,
    jobQueue,
    metrics,
    caughtUp,
    async idle() {
      for (;;) {
        const counts = await jobQueue.counts()
        if (counts.queued + counts.running === 0) break
        clock.advance(60_000)
        jobQueue.wake()
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      await jobQueue.idle()
    },
    async cleanUp() {
      await ingestion.stop()
      await jobQueue.stop({ graceMs: 1000 })
      await base.cleanUp()
    },
  }
}
