import { LearnPathError } from '@learnpath/contracts'
import { nothingToEnd } from '../../kernel/nothing-to-end.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { AnalysisStore } from './analyses/analysis-store.ts'
import { createAnalyses } from './analyses/analyses.ts'
import { createAnalysisStore } from './analyses/create-analysis-store.ts'
import { STORED_FORMAT } from './analyses/stored-analysis.ts'
import { createAssemblyThread } from './assembly/assembly-thread.ts'
import { createChangeTeller } from './change-teller.ts'
import { createCollectionConcepts } from './collection-concepts.ts'
import type { CollectionView } from './collection-view.ts'
import { createConceptAnswers } from './concept-answers.ts'
import { conceptGraph } from './concept-graph.ts'
import type { ConceptsApi } from './concepts-api.ts'
import type { ConceptsDependencies } from './concepts-dependencies.ts'
import { ANALYSE_DOCUMENT, createAnalyseHandler } from './concepts.jobs.ts'
import { createEditStore } from './edits/edit-store.ts'
import { createEditing } from './edits/editing.ts'
import { findConcept, namesOfConcepts } from './find-concept.ts'
import { createLibraryFollower } from './library-follower.ts'
import { listConcepts } from './list-concepts.ts'
import { createStudying } from './study/studying.ts'

const DEFAULT_COLLECTION = 'library'
const CHANGE_DELAY_MS = 250

/** Concepts of each collection, from one analysis per document, which is all that is stored of them beside the user's edits. */
export function createConcepts(dependencies: ConceptsDependencies): ConceptsApi {
  const { store, library, jobQueue, metrics, clock, leadership } = dependencies
  const version = `${dependencies.analyst.version}.${STORED_FORMAT}`
  const analysisStore = createAnalysisStore(store.db, version)
  const analyses = createAnalyses(dependencies, analysisStore)
  const edits = createEditStore(store.db)
  const assembler = dependencies.assembler ?? createAssemblyThread()
  const collections = createCollectionConcepts({
    library,
    clock,
    version,
    assembler,
    analyses: analysisStore,
    edits,
    isShared: leadership.isShared,
  })
  const answers = createConceptAnswers(library, analysisStore)
  const changes = createChangeTeller(
    dependencies,
    async (collectionId) => (await analysisStore.basis(collectionId)).basis,
    dependencies.changeDelayMs ?? CHANGE_DELAY_MS,
  )
  const follower = createLibraryFollower(dependencies, { version, onFollowed: () => changes.lookSoon() })
  const start = async () => await Promise.resolve(follower.start())
  const following = { name: 'concepts', start, stop: async () => await follower.stop() }

  let stopped = false
  let giveUp = nothingToEnd

  const onAnalysed = (): void => {
    collections.outdate()
    changes.lookSoon()
  }

  const find = async (conceptId: string) => await findConcept(library, collections, conceptId)
  const editing = createEditing({
    edits,
    answers,
    find,
    onEdited: () => collections.outdate(),
    onDone: (collectionId) => changes.tell(collectionId),
  })

  /** Analyses now what the queue would come to later. */
  async function settle(documentIds: readonly string[]): Promise<void> {
    for (const documentId of documentIds) {
      if (stopped) throw new LearnPathError('LP_SERVER_STOPPING')
      if ((await analyses.ensureOrGiveUp(documentId)) !== null) onAnalysed()
    }
  }

  const studying = createStudying({ library, analyses: analysisStore, collections, settle })
  // Also where nothing is analysed: whatever process deletes a document, none keeps its text.
  const ignoreDeletions = dependencies.eventBus.subscribe((event) => {
    if (event.type === 'document-deleted') studying.forget(event.documentId)
  })

  return {
    async start() {
      jobQueue.handle(ANALYSE_DOCUMENT, createAnalyseHandler(analyses, onAnalysed), { concurrency: 1 })
      gaugePending(metrics, analysisStore)
      giveUp = await leadership.lead(following)
    },
    async stop() {
      stopped = true
      changes.stop()
      ignoreDeletions()
      await giveUp()
      await assembler.close()
    },
    ...createReading({ library, collections, answers, analysisStore }),
    get: async (conceptId) => await answers.detail(await find(conceptId)),
    ...editing,
    phrases: async (conceptId) => (await find(conceptId)).shown.assembled.phrases.map(({ forms }) => forms),
    names: async (conceptIds) => await namesOfConcepts(library, collections, conceptIds),
    map: studying.map,
    studyDocument: studying.studyDocument,
    gazetteer: async (collectionIdOrName, take) =>
      await collections.gazetteer(await library.collection(collectionIdOrName), take),
    basis: async (collectionId) => await collections.basis(collectionId),
    onChange: (listener) => changes.onChange(listener),
  }
}

interface Read {
  readonly library: ConceptsDependencies['library']
  readonly collections: ReturnType<typeof createCollectionConcepts>
  readonly answers: ReturnType<typeof createConceptAnswers>
  readonly analysisStore: AnalysisStore
}

/** What a collection's concepts are, for people to look at. */
function createReading({ library, collections, answers, analysisStore }: Read): Pick<ConceptsApi, 'list' | 'graph'> {
  /** As of now, or of a short while ago while documents are still being analysed. */
  async function lookAt(name = DEFAULT_COLLECTION): Promise<{ view: CollectionView; pendingDocuments: number }> {
    const collection = await library.collection(name)
    const { pending } = await analysisStore.basis(collection.id)
    return { view: await collections[pending > 0 ? 'recent' : 'current'](collection), pendingDocuments: pending }
  }

  return {
    async list(query) {
      const { view, pendingDocuments } = await lookAt(query.collection)
      const { page, total } = listConcepts(view, query)
      return { concepts: await answers.concepts(view, page), total, pendingDocuments }
    },
    async graph(query) {
      const { view, pendingDocuments } = await lookAt(query.collection)
      const titles = await answers.titles(view)
      return { ...(await conceptGraph(view, { limit: query.limit, titles })), pendingDocuments }
    },
  }
}

function gaugePending(metrics: Metrics, analysisStore: Pick<AnalysisStore, 'countPending'>): void {
  metrics.gauge(
    'learnpath_concepts_documents_pending',
    'Documents whose concepts are not in yet.',
    async () => await analysisStore.countPending(),
  )
}
