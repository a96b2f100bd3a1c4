import { createFsrsMemoryModel } from '../../adapters/fsrs/fsrs-memory-model.ts'
import { createFsrsWeightFitter } from '../../adapters/fsrs/fsrs-weight-fitter.ts'
import { createSqliteRelationalStore } from '../../adapters/sqlite/relational-store.ts'
import { createRandomIdSource } from '../../adapters/system/random-id-source.ts'
import { createSystemClock } from '../../adapters/system/system-clock.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import type { ReviewsApi } from './reviews-api.ts'
import { createReviews } from './reviews.ts'

/** Reviews on a database file, with own cards alone. */
export async function openReviews(file: string): Promise<{ reviews: ReviewsApi; close: () => Promise<void> }> {
  const clock = createSystemClock()
  const store = await createSqliteRelationalStore({ file, clock, logger: createRecordingLogger() })
  const reviews = createReviews({
    store,
    clock,
    idSource: createRandomIdSource(),
    memoryModel: createFsrsMemoryModel(),
    weightFitter: createFsrsWeightFitter(),
    timeZone: () => 'UTC',
    quizzes: { items: async () => await Promise.resolve([]) },
    namedConcepts: async () => await Promise.resolve(new Map()),
    collectionId: async () => await Promise.resolve(''),
    plannedMinutes: async () => await Promise.resolve(new Map()),
  })
  return { reviews, close: async () => await store.close() }
}

/** As a process to be killed: reviews one card without end, and prints how many reviews it has once each is acknowledged. */
const [file] = process.argv.slice(2)
if (process.argv[1]?.endsWith('crash-reviewer.double.ts') === true && file !== undefined) {
  const { reviews } = await openReviews(file)
  const { cards } = await reviews.create({ deck: 'd', front: 'f', back: 'b', kind: 'basic', tags: [] })
  for (;;) {
    const card = await reviews.review(cards[0]?.id ?? '', { rating: 'good' })
    process.stdout.write(`${card.reviews}\n`)
  }
}
