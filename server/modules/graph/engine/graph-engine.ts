import { LearnPathError, type GraphStatus } from '@learnpath/contracts'
import { nothingToEnd } from '../../../kernel/nothing-to-end.ts'
import type { GraphDependencies, GraphEngineForParts } from '../graph-dependencies.ts'
import { createReadHandler, READ_DOCUMENT_GRAPH } from '../graph.jobs.ts'
import { createLibraryFollower } from '../library-follower.ts'
import { createDocumentReading } from '../reading/document-reading.ts'
import { READING_FORMAT } from '../reading/packed-reading.ts'
import { createReadingStore } from '../reading/reading-store.ts'
import { createAssemblySchedule } from './assembly-schedule.ts'
import { createGraphAssembly } from './graph-assembly.ts'
import { graphStatus } from './graph-status.ts'

const DEFAULT_COLLECTION = 'library'
const CHANGE_DELAY_MS = 250
/** Two, so that the one is stored while the other is read. */
const DOCUMENTS_AT_ONCE = 2

/** What keeps the stored graphs up to date. */
export interface GraphEngine {
  /** `whenLeading` is called whenever this process is the one that looks after the graphs. */
  start(whenLeading?: () => Promise<void>): Promise<void>
  stop(): Promise<void>
  status(collection?: string): Promise<GraphStatus>
  settled(collection?: string): Promise<void>
  readonly forParts: GraphEngineForParts
}

export function createGraphEngine(dependencies: GraphDependencies): GraphEngine {
  const { store, library, concepts, chunkReader, jobQueue, eventBus, logger, mergeSimilarity, leadership } =
    dependencies
  const { db } = store
  const readerVersion = `${chunkReader.version}.${READING_FORMAT}`
  const readings = createReadingStore(db, readerVersion)
  const reading = createDocumentReading({ store: readings, chunkReader, logger })
  const assembly = createGraphAssembly({ dependencies, readerVersion })
  const schedule = createAssemblySchedule(dependencies, assembly, dependencies.changeDelayMs ?? CHANGE_DELAY_MS)
  const lookSoon = (): void => schedule.lookSoon()
  const follower = createLibraryFollower(dependencies, { version: readerVersion, onFollowed: lookSoon })
  const subscriptions: (() => void)[] = []
  let stopped = false
  let giveUp = nothingToEnd

  return {
    async start(whenLeading) {
      jobQueue.handle(READ_DOCUMENT_GRAPH, createReadHandler(reading, lookSoon), {
        concurrency: DOCUMENTS_AT_ONCE,
      })
      registerGauges(dependencies, async () => await readings.countPending())
      subscriptions.push(
        concepts.onChange(lookSoon),
        eventBus.subscribe((event) => {
          if (event.type === 'generation-changed') lookSoon()
        }),
      )
      schedule.rest(true)
      giveUp = await leadership.lead({
        name: 'graph',
        async start() {
          schedule.rest(false)
          follower.start()
          lookSoon()
          await whenLeading?.()
        },
        async stop() {
          schedule.rest(true)
          await follower.stop()
        },
      })
    },
    async stop() {
      stopped = true
      for (const unsubscribe of subscriptions) unsubscribe()
      await giveUp()
      await assembly.close()
      await schedule.stop()
    },
    async status(name = DEFAULT_COLLECTION) {
      const collection = await library.collection(name)
      const currency = await assembly.currency(collection.id)
      return await graphStatus({ db, collection, currency, readerVersion, mergeSimilarity })
    },
    async settled(name = DEFAULT_COLLECTION) {
      const { id } = await library.collection(name)
      // The map is of no interest here: making it waits until the concepts of all documents are in.
      await concepts.map(id)
      for (const documentId of await readings.pending(id)) {
        if (stopped) throw new LearnPathError('LP_SERVER_STOPPING')
        await reading.ensureOrGiveUp(documentId)
      }
      await assembly.bringUp(id)
    },
    forParts: {
      reassemble: async (collectionId) => await assembly.bringUp(collectionId),
      reassembleSoon: lookSoon,
      pendingDocuments: async (collectionId) => (await assembly.currency(collectionId)).pending,
    },
  }
}

function registerGauges(
  { store, metrics }: Pick<GraphDependencies, 'store' | 'metrics'>,
  countPending: () => Promise<number>,
): void {
  const countAll = (table: 'graph_entities' | 'graph_relations') => async () => {
    const { count } = await store.db
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
  metrics.gauge(
    'learnpath_graph_documents_pending',
    'Documents that have not been read for the graph yet.',
    countPending,
  )
  metrics.gauge('learnpath_graph_entities', 'Entities in the graphs of all collections.', countAll('graph_entities'))
  metrics.gauge('learnpath_graph_relations', 'Relations in the graphs of all collections.', countAll('graph_relations'))
}
