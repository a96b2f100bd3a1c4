import type { SolvedQuizItem } from '@learnpath/contracts'
import { createFsrsMemoryModel } from '../../adapters/fsrs/fsrs-memory-model.ts'
import { createFsrsWeightFitter } from '../../adapters/fsrs/fsrs-weight-fitter.ts'
import { createLibraryFixture, publishText } from '../library/library-fixture.double.ts'
import type { ReviewsApi } from './reviews-api.ts'
import { createReviews } from './reviews.ts'

const DAY_MS = 86_400_000

/** Reviews on the real store with a clock that stands still, in a time zone without surprises. Items live in a map. */
export async function createReviewsFixture(timeZone = 'UTC') {
  const library = await createLibraryFixture()
  const items = new Map<string, SolvedQuizItem>()
  const planned = new Map<string, number>()
  /** Concepts that have become others. */
  const merged = new Map<string, string>()
  const dependencies = {
    store: library.store,
    clock: library.clock,
    idSource: library.idSource,
    memoryModel: createFsrsMemoryModel(),
    weightFitter: createFsrsWeightFitter(),
    timeZone: () => timeZone,
    quizzes: {
      items: async (ids: readonly string[]) => await Promise.resolve(ids.flatMap((id) => items.get(id) ?? [])),
    },
    namedConcepts: async (ids: readonly string[]) =>
      await Promise.resolve(
        new Map(
          ids.map((id) => {
            const now = merged.get(id) ?? id
            return [id, { id: now, name: `The ${now}`, collectionId: 'col_1' }]
          }),
        ),
      ),
    collectionId: async () => await Promise.resolve('col_1'),
    plannedMinutes: async () => await Promise.resolve(planned),
  }
  const reviews: ReviewsApi = createReviews(dependencies)
  // Noon, so that a day's reviews stay within the day.
  library.clock.setNow(Date.UTC(2026, 0, 1, 12))
  return {
    ...library,
    reviews,
    items,
    planned,
    merged,
    dependencies,
    publish: async (path: string, text: string) => await publishText(library.library, path, text),
    /** Makes own cards `front 1` and so on. @returns their ids */
    async addCards(count: number, deck = 'deck') {
      const ids: string[] = []
      for (let n = 1; n <= count; n++) {
        const { cards } = await reviews.create({
          deck,
          front: `front ${n}`,
          back: `back ${n}`,
          kind: 'basic',
          tags: [],
        })
        ids.push(...cards.map(({ id }) => id))
      }
      return ids
    },
    /** Moves to the same hour so many days later. */
    passDays: (days: number) => library.clock.advance(Math.round(days * DAY_MS)),
    queue: async (query: { deck?: string; limit?: number } = {}) =>
      await reviews.queue({ deck: query.deck, limit: query.limit ?? 50 }),
  }
}

export type ReviewsFixture = Awaited<ReturnType<typeof createReviewsFixture>>

/** A multiple-choice item on a concept, from a passage of a document. */
export function quizItem(id: string, documentId: string, more: Partial<SolvedQuizItem> = {}): SolvedQuizItem {
  const passage = {
    documentId,
    versionHash: 'hash',
    collection: 'library',
    path: 'a.md',
    title: 'A',
    headingPath: [],
    page: null,
    pageEnd: null,
    start: 0,
    end: 10,
    text: 'the answer',
  }
  return {
    id,
    type: 'multiple-choice',
    stem: `What is ${id}?`,
    options: ['right', 'wrong', 'worse', 'worst'],
    left: [],
    right: [],
    concept: { id: `concept_of_${id}`, name: id },
    bloom: 'remember',
    language: 'en',
    difficulty: 0.5,
    state: 'active',
    statistics: { answered: 0, correct: 0 },
    solution: {
      answer: { option: 0 },
      answerText: 'right',
      evidence: 'the answer',
      passage,
      evidenceStart: 0,
      evidenceEnd: 10,
    },
    ...more,
  }
}
