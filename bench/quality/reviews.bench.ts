import { createFsrsMemoryModel } from '../../server/adapters/fsrs/fsrs-memory-model.ts'
import { createSimulatedLearner } from '../../server/adapters/fsrs/simulated-learner.double.ts'
import { DEFAULT_WEIGHTS } from '../../server/modules/reviews/default-weights.ts'
import { createReviewsFixture, type ReviewsFixture } from '../../server/modules/reviews/reviews-fixture.double.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'

const RETENTIONS = [0.85, 0.9, 0.95]
const DAYS = 365
const NEW_PER_DAY = 5
const DAY_MS = 86_400_000
const LARGE_DECK = 10_000
const STEPS = 500

export const benchmark: Benchmark = {
  name: 'reviews',
  description:
    'A year of reviews of a learner whose memory follows the model: recall against the wish. Time of a review and of the queue in a large deck.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const results: Measurement[] = []
  for (const retention of RETENTIONS) results.push(...(await simulatedYear(context, retention)))
  results.push(...(await largeDeck(context)))
  return results
}

/** Reviews every day all that is due, as the product says, with honest ratings; one second passes per review. */
async function simulatedYear(context: BenchmarkContext, retention: number): Promise<Measurement[]> {
  const fixture = await createReviewsFixture('Europe/Berlin')
  const rate = createSimulatedLearner(createFsrsMemoryModel(), DEFAULT_WEIGHTS, 42)
  await fixture.reviews.updateSettings({ desiredRetention: retention, newPerDay: NEW_PER_DAY, reviewsPerDay: 10_000 })
  await fixture.addCards(NEW_PER_DAY * DAYS)
  const morning = fixture.clock.now()
  let reviews = 0
  for (let day = 0; day < DAYS; day++) {
    fixture.clock.setNow(morning + day * DAY_MS)
    reviews += await reviewDay(fixture, rate, day)
  }
  const { retention: seen, streakDays } = await fixture.reviews.progress({ collection: undefined, days: DAYS })
  await fixture.cleanUp()
  const actual = seen.actual ?? 0
  context.log(`wish ${retention}: recalled ${actual.toFixed(4)} of ${seen.reviews}, ${streakDays} days in a row`)
  return [
    {
      name: `wish ${retention}: recall of known cards over a year, distance from the wish`,
      value: Math.abs(actual - retention),
      unit: 'share',
      target: { operator: '<=', value: 0.02 },
      note: `recalled ${actual.toFixed(4)}, predicted ${(seen.predicted ?? 0).toFixed(4)}, ${seen.reviews} reviews`,
    },
    { name: `wish ${retention}: cards seen a day, with their steps`, value: reviews / DAYS, unit: 'reviews' },
  ]
}

async function reviewDay(
  fixture: ReviewsFixture,
  rate: (cardId: string, day: number) => 'again' | 'hard' | 'good' | 'easy',
  day: number,
): Promise<number> {
  let reviews = 0
  for (;;) {
    const { cards } = await fixture.queue({ limit: 100 })
    if (cards.length === 0) return reviews
    for (const { id } of cards) {
      await fixture.reviews.review(id, { rating: rate(id, day), durationMs: 6000 })
      fixture.clock.advance(1000)
      reviews += 1
    }
    // Steps within the day come back after minutes.
    fixture.clock.advance(600_000)
  }
}

async function largeDeck(context: BenchmarkContext): Promise<Measurement[]> {
  const fixture = await createReviewsFixture('Europe/Berlin')
  const now = fixture.clock.now()
  const reviewed = Array.from({ length: LARGE_DECK }, (_, n) => ({
    guid: `g${n}`,
    deck: 'large',
    kind: 'basic' as const,
    front: `front ${n}`,
    back: `back ${n}`,
    tags: [],
    suspended: false,
    reviews: Array.from({ length: n % 5 }, (_unused, index) => ({
      at: now - (60 - index * 12) * DAY_MS + n,
      rating: 'good' as const,
      durationMs: 5000,
    })),
  }))
  const importMs = await timed(async () => await fixture.reviews.importCards(reviewed))
  await fixture.reviews.updateSettings({ reviewsPerDay: 10_000, newPerDay: 1000 })
  const queueMs: number[] = []
  for (let n = 0; n < 20; n++) queueMs.push(await timed(async () => await fixture.queue()))
  const { cards } = await fixture.queue({ limit: STEPS })
  const before = process.cpuUsage()
  const started = performance.now()
  for (const { id } of cards) await fixture.reviews.review(id, { rating: 'good', durationMs: 5000 })
  const wallMs = (performance.now() - started) / cards.length
  const { user, system } = process.cpuUsage(before)
  const forecastMs = await timed(async () => await fixture.reviews.forecast({ days: 30 }))
  const undoMs =
    (await timed(async () => {
      for (let n = 0; n < 100; n++) await fixture.reviews.undo()
    })) / 100
  await fixture.cleanUp()
  context.log(`import of ${LARGE_DECK} cards: ${importMs.toFixed(0)} ms`)
  return [
    {
      name: 'review step: processor time',
      value: (user + system) / 1000 / cards.length,
      unit: 'ms',
      target: { operator: '<', value: 1 },
      note: `with its commit ${wallMs.toFixed(2)} ms of the clock`,
    },
    { name: 'undo', value: undoMs, unit: 'ms' },
    {
      name: `queue of ${LARGE_DECK} cards, median`,
      value: queueMs.toSorted((a, b) => a - b)[queueMs.length >> 1] ?? 0,
      unit: 'ms',
      target: { operator: '<', value: 50 },
    },
    { name: `forecast of 30 days for ${LARGE_DECK} cards`, value: forecastMs, unit: 'ms' },
    { name: `import of ${LARGE_DECK} cards with 20,000 reviews`, value: importMs, unit: 'ms' },
  ]
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}
