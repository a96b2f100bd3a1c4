import type { Concept, ListConceptsQuery } from '@learnpath/contracts'
import { createSqlJobQueue } from '../../../adapters/sql/job-queue.ts'
import { createRecordingMetrics } from '../../../ports/metrics.double.ts'
import { chunksOf, createLibraryFixture, parsedText, putText } from '../../library/library-fixture.double.ts'
import type { LibraryFixture } from '../../library/library-fixture.double.ts'
import { createConcepts } from '../concepts.ts'
import type { ConceptsApi } from '../concepts-api.ts'
import { createDirectAssembler } from './direct-assembler.ts'
import { createCapitalAnalyst, type CapitalAnalyst } from './capital-analyst.ts'

export interface ConceptsFixture extends LibraryFixture {
  readonly concepts: ConceptsApi
  readonly analyst: CapitalAnalyst
  readonly metrics: ReturnType<typeof createRecordingMetrics>
  readonly jobQueue: ReturnType<typeof createSqlJobQueue>
  /** Another run of the program on the same data folder, after this one was killed. */
  again(): Promise<ConceptsFixture>
  start(): Promise<void>
  /** Publishes a text at a path. @returns the document's id */
  publish(path: string, text: string, collection?: string): Promise<string>
  /** Until no job waits or runs. */
  idle(): Promise<void>
  list(query?: Partial<ListConceptsQuery>): Promise<readonly Concept[]>
  named(name: string, collection?: string): Promise<Concept>
  /** Deletes and lets the log be followed. */
  remove(documentId: string): Promise<void>
  stop(): Promise<void>
}

/** Concepts on the real store, queue and library, with an analyst that a test can foresee. */
export async function createConceptsFixture(
  base?: LibraryFixture,
  analyst: CapitalAnalyst = createCapitalAnalyst(),
): Promise<ConceptsFixture> {
  const library = base ?? (await createLibraryFixture())
  const { store, clock, idSource, eventBus, leadership, logger } = library
  const metrics = createRecordingMetrics()
  const jobQueue = createSqlJobQueue({ store, clock, idSource, eventBus, logger })
  const shared = { store, library: library.library, clock, eventBus, leadership, logger }
  const concepts = createConcepts({
    ...shared,
    analyst,
    jobQueue,
    metrics,
    assembler: createDirectAssembler(),
    changeDelayMs: 5,
  })
  const list = async (query: Partial<ListConceptsQuery> = {}) =>
    (await concepts.list({ hidden: 'false', limit: 1000, offset: 0, ...query })).concepts

  return {
    ...library,
    concepts,
    analyst,
    metrics,
    jobQueue,
    again: async () => await createConceptsFixture(library),
    async start() {
      await concepts.start()
      await jobQueue.start()
    },
    async publish(path, text, collection = 'library') {
      const { id: collectionId } = await library.library.collection(collection, { create: true })
      const { document } = await putText(library.library, path, text, { collectionId })
      const { id: documentId, contentHash } = document
      const parsed = parsedText(text)
      await library.library.publishVersion({
        documentId,
        contentHash,
        parserVersion: 'p1',
        parsed,
        language: 'en',
        chunks: chunksOf(parsed),
      })
      await library.library.announce(documentId)
      return documentId
    },
    async idle() {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        const followed = await store.db.selectFrom('concept_follower').select('sequence').executeTakeFirst()
        if ((followed?.sequence ?? 0) < (await library.library.latestSequence())) continue
        const counts = await jobQueue.counts()
        if (counts.queued + counts.running === 0) return
        clock.advance(60_000)
        jobQueue.wake()
      }
    },
    list,
    async named(name, collection = 'library') {
      const found = (await list({ collection, hidden: 'all' })).find((concept) => concept.name === name)
      if (found === undefined) throw new Error(`no concept "${name}"`)
      return found
    },
    async remove(documentId) {
      await library.library.delete(documentId)
    },
    async stop() {
      await concepts.stop()
      await jobQueue.stop({ graceMs: 0 })
    },
    async cleanUp() {
      await concepts.stop()
      await jobQueue.stop({ graceMs: 1000 })
      await library.cleanUp()
    },
  }
}
