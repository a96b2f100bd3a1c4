import { LearnPathError, type Collection, type ConceptMastery, type Document, type Quiz } from '@learnpath/contracts'
import { openTestStore } from '../../../adapters/testing/open-test-store.ts'
import { createInProcessEventBus } from '../../../adapters/system/in-process-event-bus.ts'
import { createManualClock } from '../../../ports/clock.double.ts'
import { createCountingIdSource } from '../../../ports/id-source.double.ts'
import { createRecordingLogger } from '../../../ports/logger.double.ts'
import type { ConceptMap, StudyDocument } from '../../../ports/study-material.ts'
import type { RelationalStore } from '../../../ports/relational-store.ts'
import type { Change } from '../../library/index.ts'
import type { QuizResult } from '../../quizzes/index.ts'
import { createPlans } from '../plans.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import { createSectionSearch } from './section-search.double.ts'

export interface Material {
  readonly map: ConceptMap
  readonly documents: readonly StudyDocument[]
}

/** A store of its own, for any number of rigs one after the other. */
export async function createPlanStore(file: string): Promise<RelationalStore> {
  return await openTestStore({ file, clock: createManualClock(), logger: createRecordingLogger() })
}

/**
 * Plans on a real store, over material that a test can change; plans of the store's rigs before are gone. Quizzes and reviews
 * answer as the test sets them: their own modules test what they do.
 */
export async function createPlansRig(
  store: RelationalStore,
  material: Material,
  models: Partial<Pick<PlansDependencies, 'languageModels' | 'patience'>> = {},
) {
  const clock = createManualClock(Date.UTC(2026, 0, 5, 9))
  const world = createWorld(material)
  await store.db.deleteFrom('plans').execute()
  await store.db.deleteFrom('collections').execute()
  await store.db
    .insertInto('collections')
    .values({ id: material.map.collectionId, name: material.map.collection, created_at: 0 })
    .execute()
  const logger = createRecordingLogger()
  const dependencies: PlansDependencies = {
    store,
    clock,
    logger,
    eventBus: createInProcessEventBus({ logger }),
    idSource: createCountingIdSource(),
    patience: () => new AbortController().signal,
    languageModels: { generateObject: async () => await Promise.resolve(null) },
    ...models,
    ...world.services,
  }
  return { plans: createPlans(dependencies), clock, world, logger }
}

export type PlansRig = Awaited<ReturnType<typeof createPlansRig>>

const notFound = (detail: string): LearnPathError => new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail })

/** What surrounds plans. */
function createWorld({ map, documents }: Material) {
  const state = {
    map,
    documents: new Map(documents.map((document) => [document.documentId, document])),
    changes: [] as Change[],
    mastery: new Map<string, ConceptMastery>(),
    reviewMinutes: new Map<string, number>(),
    quizzes: new Map<string, { quiz: Quiz; result: QuizResult }>(),
  }
  const log = (kind: Change['kind'], documentId: string): void => {
    state.changes.push({ sequence: state.changes.length + 1, kind, documentId })
  }
  return {
    services: servicesOf(state),
    quizRequests: state.quizzes,
    /** Puts another version of a document in its place. */
    change(document: StudyDocument) {
      state.documents.set(document.documentId, document)
      log('document-published', document.documentId)
    },
    remove(documentId: string) {
      state.documents.delete(documentId)
      const gone = ({ home }: ConceptMap['concepts'][number]): boolean =>
        home.every((at) => at.documentId === documentId)
      const concepts = state.map.concepts.filter((concept) => !gone(concept))
      state.map = { ...state.map, concepts, documentIds: state.map.documentIds.filter((id) => id !== documentId) }
      log('document-deleted', documentId)
    },
    master(conceptId: string, mastery: number) {
      const mastered = mastery >= 0.95
      const name = state.map.concepts.find(({ id }) => id === conceptId)?.name ?? ''
      state.mastery.set(conceptId, { conceptId, name, mastery, uncertainty: 0.05, answers: 9, mastered })
    },
    reviewsDue(date: string, minutes: number) {
      state.reviewMinutes.set(date, minutes)
    },
    answer(quizId: string, share: number, weakConceptIds: readonly string[] = []) {
      const known = state.quizzes.get(quizId)
      if (known === undefined) throw new LearnPathError('LP_QUIZ_NOT_FOUND')
      const items = 10
      known.result = { quizId, items, answered: items, correct: Math.round(share * items), weakConceptIds }
    },
  }
}

type World = Pick<PlansDependencies, 'library' | 'retrieval' | 'concepts' | 'quizzes' | 'reviews'>
interface WorldState {
  map: ConceptMap
  readonly documents: Map<string, StudyDocument>
  readonly changes: Change[]
  readonly mastery: Map<string, ConceptMastery>
  readonly reviewMinutes: Map<string, number>
  readonly quizzes: Map<string, { quiz: Quiz; result: QuizResult }>
}

function servicesOf(state: WorldState): World {
  const { map } = state
  const collection = { id: map.collectionId, name: map.collection } as Collection
  return {
    library: {
      collection: async (name) => {
        if (name !== collection.id && name !== collection.name) throw new LearnPathError('LP_COLLECTION_NOT_FOUND')
        return await Promise.resolve(collection)
      },
      get: async (id) => {
        if (!state.documents.has(id)) throw notFound(id)
        return await Promise.resolve({ id, collection: collection.name } as Document)
      },
      changesAfter: async (sequence, limit) => await Promise.resolve(state.changes.slice(sequence, sequence + limit)),
      latestSequence: async () => await Promise.resolve(state.changes.length),
    },
    retrieval: createSectionSearch([...state.documents.values()]),
    concepts: {
      map: async () => await Promise.resolve(state.map),
      studyDocument: async (id) => {
        const document = state.documents.get(id)
        if (document === undefined) throw notFound(id)
        return await Promise.resolve(document)
      },
    },
    quizzes: quizzesOf(state),
    reviews: {
      mastery: async (ids) => await Promise.resolve(new Map([...state.mastery].filter(([id]) => ids.includes(id)))),
      forecast: async () => {
        const days = [...state.reviewMinutes].map(([date, minutes]) => ({ date, minutes, reviews: minutes }))
        return await Promise.resolve({ days })
      },
      settings: async () => await Promise.resolve(SETTINGS),
    },
  }
}

function quizzesOf({ quizzes }: WorldState): World['quizzes'] {
  const find = (id: string): { quiz: Quiz; result: QuizResult } => {
    const known = quizzes.get(id)
    if (known === undefined) throw new LearnPathError('LP_QUIZ_NOT_FOUND', { detail: id })
    return known
  }
  return {
    create: async ({ count, seed }) => {
      const id = `quiz_${quizzes.size + 1}`
      const quiz: Quiz = {
        id,
        title: `seed ${seed}, ${count} items`,
        collection: 'library',
        createdAt: '2026-01-05T09:00:00.000Z',
        items: [],
        answered: 0,
        correct: 0,
        answeredItemIds: [],
        results: [],
        shortfall: null,
        shortage: null,
        dropped: {},
      }
      quizzes.set(id, { quiz, result: { quizId: id, items: count, answered: 0, correct: 0, weakConceptIds: [] } })
      return await Promise.resolve(quiz)
    },
    get: async (id) => await Promise.resolve(find(id).quiz),
    result: async (id) => await Promise.resolve(find(id).result),
  }
}

const SETTINGS = {
  desiredRetention: 0.9,
  newPerDay: 20,
  reviewsPerDay: 200,
  maximumIntervalDays: 36_500,
  leechLapses: 8,
  dayStartsAtHour: 4,
  timeZone: 'UTC',
  examDate: null,
  parameters: [],
  parameterVersion: 0,
}
