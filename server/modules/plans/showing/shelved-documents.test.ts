import { expect, it } from 'vitest'
import { createInProcessEventBus } from '../../../adapters/system/in-process-event-bus.ts'
import { createRecordingLogger } from '../../../ports/logger.double.ts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import { shelvedDocuments } from './shelved-documents.ts'

it('keeps a text at hand until any process deletes a document', async () => {
  const eventBus = createInProcessEventBus({ logger: createRecordingLogger() })
  const { studyDocument } = shelvedDocuments({
    eventBus,
    // Another process has deleted: what this one knows of the log does not matter.
    library: { latestSequence: async () => await Promise.resolve(1) } as Parameters<
      typeof shelvedDocuments
    >[0]['library'],
    concepts: {
      map: async () => await Promise.reject(new TypeError('not asked for')),
      studyDocument: async (documentId) =>
        await Promise.resolve({ documentId, text: 'Cells.', sentences: [], mentions: [] } as unknown as StudyDocument),
    },
  })
  const first = await studyDocument('d')
  expect(await studyDocument('d')).toBe(first)
  eventBus.publish({ type: 'document-deleted', documentId: 'd', collectionId: 'c' })
  expect(await studyDocument('d')).not.toBe(first)
})
