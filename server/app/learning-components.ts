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
import type * as studyCode from './study-code.ts'

/** What plans and practice are made with. */
export interface StudyComponents {
  readonly analyst: DocumentAnalyst
  readonly concepts: ConceptsApi
  readonly quizzes: QuizzesApi
  readonly reviews: ReviewsApi
  readonly plans: PlansApi
  readonly exchange: ExchangeApi
}

export interface LearningComponents extends StudyComponents {
  /** Reads in the analyst's thread and is closed with it. */
  readonly chunkReader: ChunkReader
  readonly graph: GraphApi
}

export interface StudySurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly metrics: Metrics
  readonly eventBus: EventBus
  readonly leadership: Leadership
  readonly store: RelationalStore
  readonly jobQueue: JobQueue
  readonly library: LibraryApi
  readonly retrieval: Pick<RetrievalApi, 'search' | 'queryTerms'>
  readonly languageModels: LanguageModelsApi
  /** Where the server listens; null before it does. */
  readonly address: () => string | null
}

export interface LearningSurroundings extends StudySurroundings {
  readonly retrieval: RetrievalApi
  readonly generations: Pick<GenerationsApi, 'serving'>
}

/** That long a quiz or a plan waits for a language model before rules make the rest: well below the time of a request. */
const MODEL_PATIENCE_MS = 15_000
const patience = (): AbortSignal => AbortSignal.timeout(MODEL_PATIENCE_MS)

/** Concepts, quizzes, reviews, plans and their exchange with other programs. Reads no document before it is asked to. */
export async function openStudyComponents(surroundings: StudySurroundings): Promise<StudyComponents> {
  const code = await import('./study-code.ts')
  return openStudy(code, surroundings, new code.AnalystThread(surroundings))
}

/** The same, and the graph of entities. */
export async function openLearningComponents(
  settings: Pick<Settings, 'graphMergeSimilarity'>,
  surroundings: LearningSurroundings,
): Promise<LearningComponents> {
  const [code, { createChunkReader, createGraph }] = await Promise.all([
    import('./study-code.ts'),
    import('./library-code.ts'),
  ])
  const thread = new code.AnalystThread(surroundings)
  const study = openStudy(code, surroundings, thread)
  const chunkReader = createChunkReader(surroundings, thread)
  const graph = createGraph({
    ...surroundings,
    chunkReader,
    concepts: study.concepts,
    mergeSimilarity: settings.graphMergeSimilarity,
  })
  return { ...study, chunkReader, graph }
}

type Code = typeof studyCode

function openStudy(
  code: Code,
  surroundings: StudySurroundings,
  thread: InstanceType<Code['AnalystThread']>,
): StudyComponents {
  const { library, clock } = surroundings
  const analyst = code.createDocumentAnalyst(surroundings, thread)
  const concepts = code.createConcepts({ ...surroundings, analyst })
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
    writers: [code.createModelQuestionWriter(languageModels), code.createExtractiveQuestionWriter(surroundings)],
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
  return { analyst, concepts, quizzes, reviews, plans, exchange }
}
