import {
  ENDPOINTS,
  LearnPathError,
  type AddDocumentsResponse,
  type AddedDocument,
  type ProgressEvent,
  type RefusedFile,
} from '@learnpath/contracts'
import { runsInstallation } from '../../http/access-gate.ts'
import type { Edge } from '../../http/edge.ts'
import { eventStream } from '../../http/event-stream.ts'
import { readUpload, type UploadedFile } from '../../http/read-upload.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { JobQueue } from '../../ports/job-queue.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { LibraryApi } from '../library/index.ts'
import { INGEST_DOCUMENT } from './ingest-job.ts'
import type { AddDocument, IngestionApi } from './ingestion-api.ts'
import { visibleEvents, type EventFilter } from './visible-events.ts'

export interface IngestionRoutesDependencies {
  readonly ingestion: IngestionApi
  readonly library: LibraryApi
  readonly jobQueue: JobQueue
  readonly eventBus: EventBus
  readonly generations: EventFilter['generations']
  readonly store: Pick<RelationalStore, 'db'>
  readonly logger: Logger
  /** Waiting jobs beyond which uploads are refused for a while. */
  readonly maxQueuedJobs: number
}

const QUEUE_RETRY_SECONDS = 30

/** Changing the library, and following the work on it. */
export function mountIngestionRoutes(edge: Edge, dependencies: IngestionRoutesDependencies): void {
  mountDocumentRoutes(edge, dependencies)
  mountWatchRoutes(edge, dependencies)
  mountWorkRoutes(edge, dependencies)
}

function mountDocumentRoutes(edge: Edge, dependencies: IngestionRoutesDependencies): void {
  const { ingestion, library } = dependencies
  edge.handle(ENDPOINTS.addDocuments, async ({ request, incoming }) => {
    await refuseWhenFull(dependencies)
    const outcomes = await readUpload({ request, incoming }, async (file) => await takeFile(ingestion, file))
    return responseOf(outcomes)
  })
  edge.handle(ENDPOINTS.updateDocument, async ({ params, body }) => {
    if (body.tags !== undefined) await library.setTags(params.id, body.tags)
    if (body.path !== undefined) await library.rename(params.id, body.path)
    if (body.password !== undefined) await ingestion.retry(params.id, { password: body.password })
    return await library.get(params.id)
  })
  edge.handle(ENDPOINTS.deleteDocument, async ({ params }) => {
    await ingestion.delete(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.deleteDocuments, async ({ body: { ids } }) => ({ deleted: await deleteAll(ingestion, ids) }))
  edge.handle(ENDPOINTS.deleteCollection, async ({ params }) => {
    await ingestion.deleteCollection((await library.collection(params.id)).id)
    return undefined
  })
  edge.handle(ENDPOINTS.retryDocument, async ({ params, body }) => {
    const { password } = body
    return await ingestion.retry(params.id, password === undefined ? {} : { password })
  })
  edge.handle(ENDPOINTS.cancelDocument, async ({ params }) => await ingestion.cancel(params.id))
}

async function deleteAll(ingestion: IngestionApi, ids: readonly string[]): Promise<number> {
  let deleted = 0
  for (const id of ids) {
    try {
      await ingestion.delete(id)
      deleted += 1
    } catch (failure) {
      if (!(failure instanceof LearnPathError) || failure.code !== 'LP_DOCUMENT_NOT_FOUND') throw failure
    }
  }
  return deleted
}

function mountWatchRoutes(edge: Edge, { ingestion }: IngestionRoutesDependencies): void {
  edge.handle(ENDPOINTS.listWatches, async () => ({ watches: await ingestion.listWatches() }))
  edge.handle(
    ENDPOINTS.createWatch,
    async ({ body: { collection, ...rest } }) =>
      await ingestion.addWatch(collection === undefined ? rest : { ...rest, collection }),
  )
  edge.handle(ENDPOINTS.removeWatch, async ({ params, query }) => {
    await ingestion.removeWatch(params.id, { deleteDocuments: query.deleteDocuments === 'true' })
    return undefined
  })
}

function mountWorkRoutes(edge: Edge, dependencies: IngestionRoutesDependencies): void {
  const { jobQueue, eventBus } = dependencies
  edge.handle(ENDPOINTS.listJobs, async ({ query: { state, subjectId, kind, limit } }) => {
    const filter = {
      limit,
      ...(state === undefined ? {} : { state }),
      ...(subjectId === undefined ? {} : { subjectId }),
      ...(kind === undefined ? {} : { kind }),
    }
    return { jobs: await jobQueue.list(filter), counts: await jobQueue.counts() }
  })
  const jobOf = async (id: string) => {
    const job = await jobQueue.get(id)
    if (job === null) throw new LearnPathError('LP_JOB_NOT_FOUND', { detail: id })
    return job
  }
  edge.handle(ENDPOINTS.getJob, async ({ params }) => await jobOf(params.id))
  edge.handle(ENDPOINTS.cancelJob, async ({ params }) => {
    await jobOf(params.id)
    await jobQueue.cancel(params.id)
    return await jobOf(params.id)
  })
  edge.handle(ENDPOINTS.events, ({ caller }) => {
    const filter = { ...dependencies, seesInstallation: runsInstallation(caller) }
    return eventStream<ProgressEvent>({
      stopping: edge.stopping,
      keyOf: (event) => ('documentId' in event ? event.documentId : event.type),
      open: (sink) => eventBus.subscribe(visibleEvents(filter, (event) => sink.send(event))),
    })
  })
}

async function refuseWhenFull({ jobQueue, maxQueuedJobs }: IngestionRoutesDependencies): Promise<void> {
  const { queued } = await jobQueue.counts(INGEST_DOCUMENT)
  if (queued < maxQueuedJobs) return
  const detail = `${queued} documents wait to be read`
  throw new LearnPathError('LP_SERVER_BUSY', { detail, retryAfterSeconds: QUEUE_RETRY_SECONDS })
}

type Outcome = { readonly added: AddedDocument } | { readonly refused: RefusedFile; readonly error: LearnPathError }

/** A file that is refused does not stop those after it; any other failure ends the upload. */
async function takeFile(ingestion: IngestionApi, { name, fields, bytes }: UploadedFile): Promise<Outcome> {
  const path = fields.path ?? name
  try {
    return { added: await ingestion.add(addDocumentOf(path, fields, bytes)) }
  } catch (failure) {
    if (!(failure instanceof LearnPathError) || failure.status >= 500) throw failure
    const { code, message, advice } = failure
    return { refused: { path, code, message, advice }, error: failure }
  }
}

function addDocumentOf(path: string, fields: UploadedFile['fields'], bytes: AsyncIterable<Uint8Array>): AddDocument {
  const { collection, tags, modifiedAt, password } = fields
  return {
    path,
    bytes,
    ...(collection === undefined ? {} : { collection }),
    ...(tags === undefined ? {} : { tags }),
    ...(modifiedAt === undefined ? {} : { modifiedAt: Date.parse(modifiedAt) }),
    ...(password === undefined ? {} : { password }),
  }
}

/** @throws the refusal when there was one file alone: then the answer as a whole says what is wrong with it */
function responseOf(outcomes: readonly Outcome[]): AddDocumentsResponse {
  const response: AddDocumentsResponse = { added: [], refused: [] }
  for (const outcome of outcomes) {
    if ('added' in outcome) response.added.push(outcome.added)
    else response.refused.push(outcome.refused)
  }
  const [first] = outcomes
  if (outcomes.length === 1 && first !== undefined && 'error' in first) throw first.error
  return response
}
