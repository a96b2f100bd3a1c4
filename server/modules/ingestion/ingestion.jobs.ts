import { ERRORS, LearnPathError } from '@learnpath/contracts'
import type { Document, ErrorCode } from '@learnpath/contracts'
import { collectInSlices } from '../../kernel/breathe.ts'
import { detectLanguage } from '../../kernel/text/detect-language.ts'
import type { JobHandler, JobResult, RunningJob } from '../../ports/job-queue.ts'
import { nameOf } from './add-document.ts'
import { CHUNKER_VERSION, chunksOf } from './chunk-document.ts'
import type { DocumentPasswords } from './document-passwords.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'

const DONE: JobResult = { kind: 'done' }
/** About 5 ms of work. */
const CHUNKS_PER_SLICE = 50
/** How long work rests when the disk is full, in ms. */
const FULL_DISK_REST_MS = 2000

/** Makes one document searchable: parse, detect the language, chunk, publish, index. Repeating it costs nothing. */
export function createIngestDocumentHandler(
  dependencies: IngestionDependencies,
  passwords: DocumentPasswords,
): JobHandler {
  const { library, clock, metrics } = dependencies
  return async (job, signal) => {
    const document = await waitingDocument(dependencies, job.subjectId)
    if (document === null) return DONE
    const startedMs = clock.monotonicMs()
    const measure = (outcome: 'ready' | 'failed' | 'cancelled'): void =>
      metrics.documentProcessed({ fileType: document.format, outcome }, (clock.monotonicMs() - startedMs) / 1000)
    try {
      if (!(await library.setState(document.id, document.contentHash, 'processing'))) return DONE
      const published = await makeSearchable({ dependencies, passwords, job, document, signal })
      if (!published) return DONE
      passwords.forget(document.id)
      await announceReady(dependencies, document.id)
      measure('ready')
      return DONE
    } catch (error) {
      if (signal.reason === 'shutdown') {
        await library.setState(document.id, document.contentHash, 'queued')
        return { kind: 'park' }
      }
      if (signal.aborted) {
        measure('cancelled')
        return DONE
      }
      if (error instanceof LearnPathError && error.code === 'LP_STORE_FULL') {
        // Not the document's fault and not for it to fail of: wait for room, however long that takes.
        dependencies.logger.warn('the disk is full; a document waits', { documentId: document.id })
        await rest(FULL_DISK_REST_MS, signal)
        return { kind: 'park' }
      }
      const result = await handleFailure(dependencies, { job, document, error })
      if (result.kind === 'failed') {
        passwords.forget(document.id)
        measure('failed')
      }
      return result
    }
  }
}

/** Ends early, and without an error, when the signal is aborted. */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Null when the document is gone, finished or cancelled. */
async function waitingDocument(dependencies: IngestionDependencies, documentId: string): Promise<Document | null> {
  try {
    const document = await dependencies.library.get(documentId)
    return document.state === 'queued' || document.state === 'processing' ? document : null
  } catch (error) {
    if (error instanceof LearnPathError && error.code === 'LP_DOCUMENT_NOT_FOUND') return null
    throw error
  }
}

async function makeSearchable(work: {
  readonly dependencies: IngestionDependencies
  readonly passwords: DocumentPasswords
  readonly job: RunningJob
  readonly document: Document
  readonly signal: AbortSignal
}): Promise<boolean> {
  const { dependencies, passwords, job, document, signal } = work
  const { library, parser, blobStore } = dependencies
  const { id: documentId, contentHash } = document
  const parserVersion = `${dependencies.parserVersion}.${CHUNKER_VERSION}`
  const mayCopy = job.payload['parseAnew'] !== true
  if (mayCopy && (await library.publishCopy(documentId, contentHash, parserVersion))) return true
  const password = passwords.of(job)
  const request = { file: await blobStore.path(contentHash), name: nameOf(document.path) }
  const parsed = await parser.parse(password === undefined ? request : { ...request, password }, signal)
  signal.throwIfAborted()
  const language = detectLanguage(parsed.text)
  const chunks = await collectInSlices(chunksOf(parsed, language), CHUNKS_PER_SLICE)
  signal.throwIfAborted()
  return await library.publishVersion({ documentId, contentHash, parserVersion, parsed, language, chunks })
}

/** The document is stored and its state says so; an index that fails now catches up later and is no reason to parse again. */
async function announceReady(dependencies: IngestionDependencies, documentId: string): Promise<void> {
  try {
    await dependencies.onPublished()
  } catch (error) {
    dependencies.logger.error('the index could not take a document yet', { documentId, error: String(error) })
  }
  await dependencies.library.announce(documentId)
}

async function handleFailure(
  { library, logger }: IngestionDependencies,
  { job, document, error }: { readonly job: RunningJob; readonly document: Document; readonly error: unknown },
): Promise<JobResult & { readonly kind: 'failed' | 'retry' }> {
  const { code, message } = failureOf(error)
  const log = { documentId: document.id, code, attempt: job.attempt }
  if (!(error instanceof LearnPathError)) {
    logger.error('ingestion failed unexpectedly', { ...log, error: String(error) })
  }
  if (ERRORS[code].retry && !job.lastAttempt) {
    logger.warn('a document will be tried again', log)
    await library.setState(document.id, document.contentHash, 'queued')
    return { kind: 'retry', code, message }
  }
  logger.info('a document could not be read', log)
  await library.markFailed(document.id, document.contentHash, { code, message })
  return { kind: 'failed', code, message }
}

function failureOf(error: unknown): { readonly code: ErrorCode; readonly message: string } {
  if (error instanceof LearnPathError) return { code: error.code, message: error.message }
  return { code: 'LP_INTERNAL', message: ERRORS.LP_INTERNAL.title }
}
