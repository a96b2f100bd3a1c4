import { ERRORS } from '@learnpath/contracts'
import { enqueueIngestion } from './ingest-job.ts'
import type { IngestionDependencies } from './ingestion-dependencies.ts'

/**
 * After a restart: documents that wait for work although no job is on them, because the process died between the end of the job
 * and the note of it, or because the job was given up as the cause of the death. Call after the queue has put its jobs back.
 */
export async function settleStrandedDocuments(dependencies: IngestionDependencies): Promise<void> {
  const { store, library, jobQueue, logger } = dependencies
  const stranded = await store.db
    .selectFrom('documents as d')
    .select(['d.id', 'd.content_hash', 'd.format'])
    .where('d.state', 'in', ['queued', 'processing'])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('jobs as j')
            .select('j.id')
            .whereRef('j.subject_id', '=', 'd.id')
            .where('j.state', 'in', ['queued', 'running']),
        ),
      ),
    )
    .orderBy('d.id')
    .execute()
  for (const document of stranded) {
    const [last] = await jobQueue.list({ subjectId: document.id, limit: 1 })
    logger.warn('found a document without its job', { documentId: document.id, lastJob: last?.state ?? 'none' })
    if (last?.state === 'failed') {
      const code = last.errorCode ?? 'LP_INTERNAL'
      const message = last.errorMessage ?? ERRORS[code].title
      await library.markFailed(document.id, document.content_hash, { code, message })
    } else if (last?.state === 'cancelled') {
      await library.setState(document.id, document.content_hash, 'cancelled')
    } else {
      await library.setState(document.id, document.content_hash, 'queued', async (transaction) => {
        await enqueueIngestion(jobQueue, transaction, { documentId: document.id, format: document.format })
      })
    }
  }
  if (stranded.length > 0) jobQueue.wake()
}

/** Before the queue starts, nothing is being processed but what other processes hold, whatever one that died had noted. */
export async function requeueInterruptedDocuments({ store, library, clock }: IngestionDependencies): Promise<void> {
  const interrupted = await store.db
    .selectFrom('documents')
    .select(['id', 'content_hash'])
    .where('state', '=', 'processing')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('jobs as j')
            .select('j.id')
            .whereRef('j.subject_id', '=', 'documents.id')
            .where('j.state', '=', 'running')
            .where('j.lease_until', '>=', clock.now()),
        ),
      ),
    )
    .execute()
  for (const document of interrupted) await library.setState(document.id, document.content_hash, 'queued')
}
