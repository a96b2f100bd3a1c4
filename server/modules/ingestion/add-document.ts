import { DEFAULT_COLLECTION_NAME, DocumentPath, LearnPathError } from '@learnpath/contracts'
import type { AddedDocument, DocumentFormat } from '@learnpath/contracts'
import type { ReceivedBlob } from '../library/index.ts'
import { peekHead } from './document-head.ts'
import type { DocumentPasswords, JobPassword } from './document-passwords.ts'
import { enqueueIngestion } from './ingest-job.ts'
import type { AddDocument } from './ingestion-api.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'

/** Bytes whose format is known and that are stored. */
export interface ReceivedDocument {
  readonly blob: ReceivedBlob
  readonly format: DocumentFormat
}

/** @throws LP_PARSE_UNSUPPORTED, LP_PARSE_EMPTY, LP_REQUEST_TOO_LARGE, LP_PATH_INVALID, LP_STORE_FULL */
export async function addDocument(
  dependencies: IngestionDependencies,
  passwords: DocumentPasswords,
  input: AddDocument,
): Promise<AddedDocument> {
  assertPath(input.path)
  const received = await receiveDocument(dependencies, input)
  try {
    const name = input.collection ?? DEFAULT_COLLECTION_NAME
    const collection = await dependencies.library.collection(name, { create: true })
    return await placeDocument(dependencies, {
      ...received,
      collectionId: collection.id,
      path: input.path,
      ...(input.tags === undefined ? {} : { tags: input.tags }),
      ...(input.modifiedAt === undefined ? {} : { modifiedAt: input.modifiedAt }),
      onPlaced: (documentId) => passwords.give(documentId, input.password),
    })
  } finally {
    await received.blob.release()
  }
}

/** Tells the format from the first bytes and stores all of them. The caller releases the blob. */
export async function receiveDocument(
  dependencies: IngestionDependencies,
  { bytes, path }: Pick<AddDocument, 'bytes' | 'path'>,
): Promise<ReceivedDocument> {
  const peeked = await peekHead(bytes)
  try {
    const format = dependencies.parser.detectFormat(peeked.head, nameOf(path))
    const blob = await dependencies.library.receive(peeked.bytes, { maxBytes: dependencies.limits.maxBytes })
    return { blob, format }
  } finally {
    // Ends the source as well when the bytes were refused half-way.
    await peeked.end()
  }
}

export interface PlaceDocument extends ReceivedDocument {
  readonly collectionId: string
  readonly path: string
  readonly tags?: readonly string[]
  readonly modifiedAt?: number
  readonly watchId?: string
  readonly renamedFromDocumentId?: string
  /** Called within the transaction, before the work on the document can begin. @returns what goes with the job */
  readonly onPlaced?: (documentId: string) => JobPassword
}

/** The row and the work on it are one transaction: acknowledged means that it will be done. */
export async function placeDocument(
  dependencies: IngestionDependencies,
  { blob, format, onPlaced, ...place }: PlaceDocument,
): Promise<AddedDocument> {
  let jobId: string | null = null
  const put = { ...place, format, contentHash: blob.hash, sizeBytes: blob.sizeBytes }
  const { document, outcome } = await dependencies.library.put(put, async (transaction, result) => {
    if (result.document.state !== 'queued') return
    const documentId = result.document.id
    const payload = { ...onPlaced?.(documentId), documentId, format }
    jobId = await enqueueIngestion(dependencies.jobQueue, transaction, payload)
  })
  if (jobId !== null) {
    dependencies.parser.warm()
    dependencies.jobQueue.wake()
  }
  // A new name needs no work, but what is found under it changes.
  if (outcome === 'renamed') await dependencies.onPublished()
  return { document, outcome, jobId }
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

function assertPath(path: string): void {
  const parsed = DocumentPath.safeParse(path)
  if (parsed.success) return
  throw new LearnPathError('LP_PATH_INVALID', {
    detail: path.slice(0, 200),
    issues: parsed.error.issues.map(({ message }) => ({ field: 'path', message })),
  })
}
