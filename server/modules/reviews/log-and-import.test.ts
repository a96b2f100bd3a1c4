import type { ReviewRating } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSimulatedLearner, seededRandom } from '../../adapters/fsrs/simulated-learner.double.ts'
import { DEFAULT_WEIGHTS } from './default-weights.ts'
import { readHistories, replayHistory, replayedColumns } from './replay-history.ts'
import type { ForeignCard } from './reviews-api.ts'
import { createReviewsFixture, type ReviewsFixture } from './reviews-fixture.double.ts'

let fixture: ReviewsFixture
beforeEach(async () => {
  fixture = await createReviewsFixture('America/New_York')
})
afterEach(async () => {
  await fixture.cleanUp()
})

const ALL = { suspended: 'all', leech: 'all', limit: 1000, offset: 0 } as const
const DAY_MS = 86_400_000

/** Every card as it is in the store equals what its reviews alone give. */
async function expectReplayable(weights: readonly number[]): Promise<void> {
  const rows = await fixture.store.db.selectFrom('cards').selectAll().execute()
  const histories = await readHistories(
    fixture.store.db,
    rows.map(({ id }) => id),
  )
  for (const row of rows) {
    const replayed = replayHistory(fixture.dependencies.memoryModel, weights, histories.get(row.id) ?? [])
    expect(row).toMatchObject({ ...replayedColumns(replayed), due_at: replayed.dueAt ?? row.created_at })
  }
}

/** So many days of reviews by somebody with these weights, on changing settings. */
async function learn(cards: number, days: number, weights: readonly number[]): Promise<void> {
  const rate = createSimulatedLearner(fixture.dependencies.memoryModel, weights, 7)
  await fixture.addCards(cards)
  const morning = fixture.clock.now()
  for (let day = 0; day < days; day++) {
    fixture.clock.setNow(morning + day * DAY_MS)
    for (const { id } of (await fixture.queue({ limit: 500 })).cards) {
      await fixture.reviews.review(id, { rating: rate(id, day) })
      fixture.clock.advance(5000)
    }
  }
}

describe('the log of reviews', () => {
  it('gives the same cards again when it is replayed, whatever was set and undone in between', async () => {
    const random = seededRandom(3)
    const ratings: readonly ReviewRating[] = ['again', 'hard', 'good', 'easy']
    const ids = await fixture.addCards(8)
    for (let step = 0; step < 300; step++) {
      fixture.clock.advance(Math.round(random() * 2 * DAY_MS))
      if (step === 100) await fixture.reviews.updateSettings({ timeZone: 'Asia/Tokyo', dayStartsAtHour: 0 })
      if (step === 200) await fixture.reviews.updateSettings({ desiredRetention: 0.8, leechLapses: 100 })
      const id = ids[Math.floor(random() * ids.length)] ?? ''
      const card = await fixture.reviews.get(id)
      if (card.suspended) await fixture.reviews.update(id, { suspended: false })
      await fixture.reviews.review(id, { rating: ratings[Math.floor(random() * 4)] ?? 'good' })
      if (random() < 0.2) await fixture.reviews.undo()
    }
    await expectReplayable(DEFAULT_WEIGHTS)
    const log = await fixture.reviews.log(ids[0] ?? '')
    expect(log.length).toBeGreaterThan(10)
    expect(log[0]).toMatchObject({ stateBefore: 'new', stabilityBefore: null, parameterVersion: 0 })
    for (const [index, entry] of log.slice(1).entries()) expect(entry.at).toBeGreaterThan(log[index]?.at ?? 0)
  })

  it('says what was known before each review', async () => {
    const [id = ''] = await fixture.addCards(1)
    const first = await fixture.reviews.review(id, { rating: 'easy', durationMs: 4000 })
    fixture.passDays(8)
    await fixture.reviews.review(id, { rating: 'good' })
    const [, second] = await fixture.reviews.log(id)
    expect(second).toMatchObject({
      stateBefore: 'review',
      stabilityBefore: first.stabilityDays,
      difficultyBefore: first.memoryDifficulty,
      durationMs: null,
    })
  })
})

describe('fitting the weights', () => {
  it('waits for enough reviews, and says so', async () => {
    await learn(10, 5, DEFAULT_WEIGHTS)
    const outcome = await fixture.reviews.optimize()
    expect(outcome).toMatchObject({ changed: false, logLossBefore: null, settings: { parameterVersion: 0 } })
    expect(outcome.reason).toContain('100 are needed')
  })

  it('takes weights that predict held-out reviews better, and reckons every card anew with them', async () => {
    const forgetful = DEFAULT_WEIGHTS.map((weight, index) => (index < 4 ? weight * 0.3 : index === 8 ? 1.2 : weight))
    await learn(150, 60, forgetful)
    const before = await fixture.reviews.list(ALL)
    const outcome = await fixture.reviews.optimize()
    expect(outcome.changed).toBe(true)
    expect(outcome.logLossAfter).toBeLessThan(outcome.logLossBefore ?? 0)
    expect(outcome.settings.parameterVersion).toBe(1)
    await expectReplayable(outcome.settings.parameters)
    const after = await fixture.reviews.list(ALL)
    // When cards come back stays: new weights bring no wall of reviews.
    expect(after.cards.map(({ dueAt }) => dueAt)).toEqual(before.cards.map(({ dueAt }) => dueAt))
    expect(after.cards.map(({ stabilityDays }) => stabilityDays)).not.toEqual(
      before.cards.map(({ stabilityDays }) => stabilityDays),
    )
    const { cards } = await fixture.queue()
    const id = cards[0]?.id ?? ''
    await fixture.reviews.review(id, { rating: 'good' })
    expect((await fixture.reviews.log(id)).at(-1)?.parameterVersion).toBe(1)
    await fixture.reviews.undo()
    await expectReplayable(outcome.settings.parameters)
  })

  it('changes nothing when nothing was learned since', async () => {
    await learn(60, 40, DEFAULT_WEIGHTS)
    const first = await fixture.reviews.optimize()
    const second = await fixture.reviews.optimize()
    expect(second).toMatchObject({ changed: false, settings: first.settings })
    expect(second.reason).toContain('predict no better')
  })
})

describe('importing cards', () => {
  const at = (day: number) => Date.UTC(2025, 10, 1 + day, 15)
  const card: ForeignCard = {
    guid: 'anki-1',
    deck: 'Foreign',
    kind: 'basic',
    front: 'Hund',
    back: 'dog',
    tags: ['de'],
    suspended: false,
    reviews: [
      { at: at(0), rating: 'good', durationMs: 3000 },
      { at: at(0) + 600_000, rating: 'good', durationMs: 3000 },
      { at: at(3), rating: 'good', durationMs: null },
      { at: at(20), rating: 'again', durationMs: null },
      { at: at(20) + 600_000, rating: 'good', durationMs: null },
    ],
  }

  it('replays their reviews, so that they come back when the schedule says', async () => {
    const other = { ...card, guid: 'anki-2', suspended: true, reviews: [] }
    expect(await fixture.reviews.importCards([card, other])).toEqual({
      added: 2,
      updated: 0,
      unchanged: 0,
      reviews: 5,
    })
    const { cards } = await fixture.reviews.list({ ...ALL, deck: 'Foreign' })
    expect(cards).toMatchObject([
      { front: 'Hund', back: 'dog', tags: ['de'], state: 'review', reviews: 5, lapses: 1 },
      { state: 'new', suspended: true, reviews: 0 },
    ])
    expect(cards[0]?.dueAt.slice(0, 10)).toBe('2025-11-23')
    await expectReplayable(DEFAULT_WEIGHTS)
  })

  it('changes nothing a second time, and what is new only', async () => {
    await fixture.reviews.importCards([card])
    const before = await fixture.reviews.list(ALL)
    expect(await fixture.reviews.importCards([card])).toEqual({ added: 0, updated: 0, unchanged: 1, reviews: 0 })
    expect(await fixture.reviews.list(ALL)).toEqual(before)
    const id = before.cards[0]?.id ?? ''
    await fixture.reviews.review(id, { rating: 'good' })
    const more = { ...card, back: 'the dog', reviews: [...card.reviews, { at: at(30), rating: 'hard', durationMs: 1 }] }
    expect(await fixture.reviews.importCards([more as ForeignCard])).toMatchObject({ updated: 1, reviews: 1 })
    expect(await fixture.reviews.get(id)).toMatchObject({ back: 'the dog', reviews: 7 })
    expect((await fixture.reviews.log(id)).map((entry) => entry.at)).toEqual(
      (await fixture.reviews.log(id)).map((entry) => entry.at).toSorted((a, b) => a - b),
    )
    await fixture.reviews.importCards([more as ForeignCard])
    await expectReplayable(DEFAULT_WEIGHTS)
  })

  it('does not bring back a review that was undone here, and undoes no review of another program', async () => {
    await fixture.reviews.importCards([card])
    const { cards } = await fixture.reviews.list(ALL)
    const id = cards[0]?.id ?? ''
    await fixture.reviews.review(id, { rating: 'again' })
    const log = await fixture.reviews.log(id)
    await fixture.reviews.undo()
    const exported = {
      ...card,
      reviews: log.map(({ rating, durationMs, ...entry }) => ({ at: entry.at, rating, durationMs })),
    }
    expect(await fixture.reviews.importCards([exported])).toMatchObject({ unchanged: 1, reviews: 0 })
    await expect(fixture.reviews.undo()).rejects.toMatchObject({ code: 'LP_REVIEW_NONE' })
  })

  it('knows a card of our own by its id', async () => {
    const [id = ''] = await fixture.addCards(1)
    expect(await fixture.reviews.importCards([{ ...card, guid: id }])).toMatchObject({ added: 0, updated: 1 })
    expect((await fixture.reviews.get(id)).front).toBe('Hund')
  })
})
