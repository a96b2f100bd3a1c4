import type { ConceptsApi } from '../modules/concepts/index.ts'
import type { ExchangeApi } from '../modules/exchange/index.ts'
import type { GraphApi } from '../modules/graph/index.ts'
import type { LanguageModelsApi } from '../modules/language-models/index.ts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { PlansApi } from '../modules/plans/index.ts'
import type { QuizzesApi } from '../modules/quizzes/index.ts'
import type { GenerationsApi, RetrievalApi } from '../modules/retrieval/index.ts'
import type { ReviewsApi } from '../modules/reviews/index.ts'
import type { ChunkReader } from '../ports/chunk-reader.ts'
import type { Clock } from '../ports/clock.ts'
import type { DocumentAnalyst } from '../ports/document-analyst.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { JobQueue } from '../ports/job-queue.ts'
import type { Leadership } from '../ports/leadership.ts'
import type { Logger } from '../ports/logger.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import type { Settings } from './settings.ts'

export interface LearningComponents {
  readonly analyst: DocumentAnalyst
  /** Reads in the analyst's thread and is closed with it. */
  readonly chunkReader: ChunkReader
  readonly concepts: ConceptsApi
  readonly graph: GraphApi
  readonly quizzes: QuizzesApi
  readonly reviews: ReviewsApi
  readonly plans: PlansApi
  readonly exchange: ExchangeApi
}

export interface LearningSurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly metrics: Metrics
  readonly eventBus: EventBus
  readonly leadership: Leadership
  readonly store: RelationalStore
  readonly jobQueue: JobQueue
  readonly library: LibraryApi
  readonly retrieval: RetrievalApi
  readonly languageModels: LanguageModelsApi
  readonly generations: Pick<GenerationsApi, 'serving'>
  /** Where the server listens; null before it does. */
  readonly address: () => string | null
}

/** That long a quiz or a plan waits for a language model before rules make the rest: well below the time of a request. */
const MODEL_PATIENCE_MS = 15_000
const patience = (): AbortSignal => AbortSignal.timeout(MODEL_PATIENCE_MS)

async function loadCode() {
  const [adapters, modules] = await Promise.all([
    Promise.all([
      import('../adapters/language-analysis/analyst-thread.ts'),
      import('../adapters/language-analysis/document-analyst.ts'),
      import('../adapters/language-analysis/chunk-reader.ts'),
      import('../adapters/fsrs/fsrs-memory-model.ts'),
      import('../adapters/fsrs/fsrs-weight-fitter.ts'),
      import('../adapters/anki/anki-packages.ts'),
      import('../adapters/zip/zip-writer.ts'),
    ]),
    Promise.all([
      import('../modules/concepts/index.ts'),
      import('../modules/graph/index.ts'),
      import('../modules/quizzes/index.ts'),
      import('../modules/reviews/index.ts'),
      import('../modules/plans/index.ts'),
      import('../modules/exchange/index.ts'),
    ]),
  ])
  const [analystThread, analyst, chunkReader, memoryModel, weightFitter, anki, zip] = adapters
  const [concepts, graph, quizzes, reviews, plans, exchange] = modules
  return {
    ...analystThread,
    ...analyst,
    ...chunkReader,
    ...memoryModel,
    ...weightFitter,
    ...anki,
    ...zip,
    ...concepts,
    ...graph,
    ...quizzes,
    ...reviews,
    ...plans,
    ...exchange,
  }
}

/** Concepts, quizzes, reviews, plans and their exchange with other programs. Reads no document before it is asked to. */
export async function openLearningComponents(
  settings: Pick<Settings, 'graphMergeSimilarity'>,
  surroundings: LearningSurroundings,
): Promise<LearningComponents> {
  const code = await loadCode()
  const { library, clock } = surroundings
  const thread = new code.AnalystThread(surroundings)
  const analyst = code.createDocumentAnalyst(surroundings, thread)
  const chunkReader = code.createChunkReader(surroundings, thread)
  const concepts = code.createConcepts({ ...surroundings, analyst })
  const graph = code.createGraph({
    ...surroundings,
    chunkReader,
    concepts,
    mergeSimilarity: settings.graphMergeSimilarity,
  })
  // Quizzes tell reviews of answers and reviews read items; plans read reviews, which show what was planned.
  const reviews: ReviewsApi = code.createReviews({
    ...surroundings,
    memoryModel: code.createFsrsMemoryModel(),
    weightFitter: code.createFsrsWeightFitter(),
    // The tables of time zones take their time to load, and the start does not need them.
    timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    quizzes: { items: async (itemIds) => await quizzes.items(itemIds) },
    namedConcepts: async (conceptIds) => await concepts.names(conceptIds),
    collectionId: async (idOrName) => (await library.collection(idOrName)).id,
    plannedMinutes: async (from, to) => await plans.plannedMinutes(from, to),
  })
  const { languageModels } = surroundings
  const quizzes: QuizzesApi = code.createQuizzes({
    ...surroundings,
    concepts,
    writers: [code.createModelQuestionWriter(languageModels), code.createExtractiveQuestionWriter()],
    patience,
    onAnswered: reviews.onAnswered,
  })
  const plans: PlansApi = code.createPlans({ ...surroundings, concepts, quizzes, reviews, patience })
  const exchange = code.createExchange({
    reviews,
    quizzes,
    plans,
    ankiPackages: code.createAnkiPackages(),
    writeZip: code.writeZip,
    clock,
    address: surroundings.address,
  })
  return { analyst, chunkReader, concepts, graph, quizzes, reviews, plans, exchange }
}
