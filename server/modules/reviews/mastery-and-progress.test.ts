import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSimulatedLearner, seededRandom } from '../../adapters/fsrs/simulated-learner.double.ts'
import { DEFAULT_WEIGHTS } from './default-weights.ts'
import { chanceOf, UNKNOWN, updateElo, type EloEstimate } from './elo.ts'
import { masteryOf } from './mastery-evidence.ts'
import { reportRetention } from './retention-report.ts'
import { createReviewsFixture, type ReviewsFixture } from './reviews-fixture.double.ts'

let fixture: ReviewsFixture
beforeEach(async () => {
  fixture = await createReviewsFixture()
})
afterEach(async () => {
  await fixture.cleanUp()
})

/** Tells the reviews of an answer, as the quizzes do. */
async function answer(answerId: string, conceptId: string, correct: boolean, guess = 0.25): Promise<void> {
  const at = fixture.clock.now()
  await fixture.store.db.transaction().execute(async (transaction) => {
    const told = { answerId, itemId: 'item', conceptId, correct, guess, at, durationMs: 30_000 }
    await fixture.reviews.onAnswered(transaction, told)
  })
}

/** Elo after so many answers of somebody with this ability. */
function estimateAfter(answers: number, ability: number, guess: number, seed: number): EloEstimate {
  const random = seededRandom(seed)
  let estimate = UNKNOWN
  for (let n = 0; n < answers; n++) {
    estimate = updateElo(estimate, { correct: random() < chanceOf(ability, guess), guess })
  }
  return estimate
}

describe('mastery', () => {
  it('is half a chance before the first answer, and rises more for an answer that guessing does not explain', () => {
    expect(masteryOf(UNKNOWN).mastery).toBe(0.5)
    const guessed = masteryOf(updateElo(UNKNOWN, { correct: true, guess: 0.5 })).mastery
    const known = masteryOf(updateElo(UNKNOWN, { correct: true, guess: 0 })).mastery
    expect(guessed).toBeGreaterThan(0.5)
    expect(known).toBeGreaterThan(guessed)
    const slip = (guess: number) => masteryOf(updateElo(UNKNOWN, { correct: false, guess })).mastery
    expect(slip(0.5)).toBeLessThan(slip(0))
  })

  it('comes near the truth, and its interval holds the truth about as often as it says', () => {
    let inside = 0
    let error = 0
    const runs = 400
    for (let run = 0; run < runs; run++) {
      const ability = ((run % 20) - 10) / 5
      const { mastery, uncertainty } = masteryOf(estimateAfter(30, ability, 0.25, run + 1))
      const distance = Math.abs(mastery - chanceOf(ability, 0))
      error += distance / runs
      inside += distance <= uncertainty ? 1 / runs : 0
    }
    expect(error).toBeLessThan(0.12)
    expect(inside).toBeGreaterThan(0.85)
  })

  it('is not reached by luck, and is reached by knowing', () => {
    expect(masteryOf(estimateAfter(4, 100, 0.25, 1)).mastered).toBe(false)
    expect(masteryOf(estimateAfter(5, 100, 0, 1)).mastered).toBe(true)
    expect(masteryOf(estimateAfter(7, 100, 0.25, 1)).mastered).toBe(true)
    const byGuessing = Array.from({ length: 500 }, (_, seed) => masteryOf(estimateAfter(12, -100, 0.25, seed)).mastered)
    expect(byGuessing.filter(Boolean).length / 500).toBeLessThan(0.01)
  })

  it('is corrected exactly when an answer is judged anew', async () => {
    await answer('a1', 'c', true)
    await answer('a2', 'c', true)
    await answer('a3', 'c', true)
    const right = (await fixture.reviews.mastery(['c'])).get('c')
    await answer('a2', 'c', false)
    const wrong = (await fixture.reviews.mastery(['c'])).get('c')
    expect(wrong?.answers).toBe(3)
    expect(wrong?.mastery).toBeLessThan(right?.mastery ?? 0)
    await answer('a2', 'c', true)
    expect((await fixture.reviews.mastery(['c', 'unknown'])).get('c')).toEqual(right)
  })

  it('adds up for concepts that were merged since', async () => {
    await answer('a1', 'c', true)
    await answer('a2', 'd', true)
    fixture.merged.set('d', 'c')
    const mastery = await fixture.reviews.mastery(['c', 'd'])
    expect(mastery.get('c')).toMatchObject({ conceptId: 'c', name: 'The c', answers: 2 })
    expect(mastery.get('d')).toEqual(mastery.get('c'))
    const { concepts } = await fixture.reviews.progress({ collection: undefined, days: 1 })
    expect(concepts).toHaveLength(1)
  })

  it('is not changed by an answer whose transaction fails', async () => {
    await answer('a1', 'c', true)
    const before = await fixture.reviews.mastery(['c'])
    await expect(
      fixture.store.db.transaction().execute(async (transaction) => {
        const told = { answerId: 'a2', itemId: 'i', conceptId: 'c', correct: false, guess: 0, at: 1, durationMs: null }
        await fixture.reviews.onAnswered(transaction, told)
        throw new RangeError('no room')
      }),
    ).rejects.toThrow('no room')
    expect(await fixture.reviews.mastery(['c'])).toEqual(before)
  })
})

describe('progress', () => {
  it('counts what was done and planned by day, and days in a row up to today or yesterday', async () => {
    const ids = await fixture.addCards(3)
    for (let day = 0; day < 3; day++) {
      await fixture.reviews.review(ids[day] ?? '', { rating: 'easy', durationMs: 60_000 })
      await answer(`a${day}`, 'c', true)
      fixture.passDays(1)
    }
    fixture.planned.set('2026-01-02', 45)
    const { days, streakDays, concepts, mastered } = await fixture.reviews.progress({ collection: undefined, days: 4 })
    expect(streakDays).toBe(3)
    expect(days.map(({ date }) => date)).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'])
    expect(days[1]).toEqual({ date: '2026-01-02', reviews: 1, answers: 1, minutes: 1.5, plannedMinutes: 45 })
    expect(days[3]).toMatchObject({ reviews: 0, answers: 0, minutes: 0 })
    expect(concepts).toMatchObject([{ conceptId: 'c', name: 'The c', answers: 3 }])
    expect(mastered).toBe(0)
    fixture.passDays(1)
    expect((await fixture.reviews.progress({ collection: undefined, days: 4 })).streakDays).toBe(0)
  })

  it('sets recall against what was predicted, in bins', () => {
    const reviews = [
      ...Array.from({ length: 9 }, () => ({ predicted: 0.92, recalled: true })),
      { predicted: 0.92, recalled: false },
      { predicted: 0.3, recalled: false },
      { predicted: 0.3, recalled: true },
    ]
    const { predicted, actual, reviews: count, byPrediction } = reportRetention(reviews)
    expect(count).toBe(12)
    expect(predicted).toBeCloseTo((0.92 * 10 + 0.6) / 12)
    expect(actual).toBeCloseTo(10 / 12)
    expect(byPrediction).toHaveLength(2)
    expect(byPrediction[0]).toMatchObject({ actual: 0.5, reviews: 2 })
    expect(byPrediction[1]).toMatchObject({ actual: 0.9, reviews: 10 })
    expect(reportRetention([])).toEqual({ predicted: null, actual: null, reviews: 0, byPrediction: [] })
  })

  it('leaves steps of learning and first sights out of recall', async () => {
    const [id = ''] = await fixture.addCards(1)
    await fixture.reviews.review(id, { rating: 'good' })
    await fixture.reviews.review(id, { rating: 'good' })
    fixture.passDays(2)
    await fixture.reviews.review(id, { rating: 'again' })
    await fixture.reviews.review(id, { rating: 'good' })
    const { retention } = await fixture.reviews.progress({ collection: undefined, days: 10 })
    expect(retention).toMatchObject({ actual: 0, reviews: 1 })
    expect(retention.predicted).toBeCloseTo(0.91, 1)
  })
})

describe('the forecast', () => {
  it('counts what is due on each day, new cards with it, and is the same when asked again', async () => {
    const ids = await fixture.addCards(4)
    await fixture.reviews.updateSettings({ newPerDay: 0 })
    for (const id of ids.slice(0, 3)) await fixture.reviews.review(id, { rating: 'easy' })
    const { days } = await fixture.reviews.forecast({ days: 9 })
    expect(days.map(({ date }) => date)[8]).toBe('2026-01-09')
    expect(days.slice(0, 8).every(({ reviews }) => reviews === 0)).toBe(true)
    expect(days[8]?.reviews).toBeGreaterThanOrEqual(3)
    await fixture.reviews.updateSettings({ newPerDay: 5 })
    const withNew = await fixture.reviews.forecast({ days: 9 })
    expect(withNew.days[0]?.reviews).toBeGreaterThanOrEqual(1)
    expect(await fixture.reviews.forecast({ days: 9 })).toEqual(withNew)
  })

  it('is near what then comes, for a learner as the model has it', async () => {
    const rate = createSimulatedLearner(fixture.dependencies.memoryModel, DEFAULT_WEIGHTS, 11)
    await fixture.addCards(400)
    await fixture.reviews.updateSettings({ newPerDay: 10 })
    const morning = fixture.clock.now()
    const play = async (day: number): Promise<number> => {
      fixture.clock.setNow(morning + day * 86_400_000)
      let reviews = 0
      for (let { cards } = await fixture.queue(); cards.length > 0; { cards } = await fixture.queue()) {
        for (const { id } of cards) await fixture.reviews.review(id, { rating: rate(id, day) })
        reviews += cards.length
        fixture.clock.advance(600_000)
      }
      return reviews
    }
    for (let day = 0; day < 20; day++) await play(day)
    fixture.clock.setNow(morning + 20 * 86_400_000)
    const { days } = await fixture.reviews.forecast({ days: 15 })
    let came = 0
    for (let day = 20; day < 35; day++) came += await play(day)
    const foreseen = days.reduce((sum, { reviews }) => sum + reviews, 0)
    expect(foreseen / came).toBeGreaterThan(0.8)
    expect(foreseen / came).toBeLessThan(1.25)
  })
})
