import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReviewsFixture, quizItem, type ReviewsFixture } from './reviews-fixture.double.ts'

let fixture: ReviewsFixture
beforeEach(async () => {
  fixture = await createReviewsFixture()
})
afterEach(async () => {
  await fixture.cleanUp()
})

const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

describe('a review', () => {
  it('takes a card through its steps, and then lets it wait for whole days of the learner', async () => {
    const [id = ''] = await fixture.addCards(1)
    expect((await fixture.queue()).cards.map((card) => card.id)).toEqual([id])
    const first = await fixture.reviews.review(id, { rating: 'good' })
    expect(first).toMatchObject({ state: 'learning', dueAt: '2026-01-01T12:10:00.000Z', reviews: 1 })
    fixture.clock.advance(10 * 60_000)
    const second = await fixture.reviews.review(id, { rating: 'good' })
    // Two days, to the start of the learner's day at four o'clock.
    expect(second).toMatchObject({ state: 'review', dueAt: '2026-01-03T04:00:00.000Z' })
    expect((await fixture.queue()).cards).toEqual([])
    fixture.passDays(2)
    expect((await fixture.queue()).cards.map((card) => card.id)).toEqual([id])
  })

  it('shows beforehand exactly what each rating then does', async () => {
    const ids = await fixture.addCards(4)
    for (const [index, rating] of (['again', 'hard', 'good', 'easy'] as const).entries()) {
      const id = ids[index] ?? ''
      const { preview } = await fixture.reviews.get(id)
      const promised = preview.find((each) => each.rating === rating)?.dueAt
      expect((await fixture.reviews.review(id, { rating })).dueAt).toBe(promised)
    }
  })

  it('is refused for a card that is not there or suspended', async () => {
    const [id = ''] = await fixture.addCards(1)
    await fixture.reviews.update(id, { suspended: true })
    await expect(fixture.reviews.review(id, { rating: 'good' })).rejects.toMatchObject({ code: 'LP_CARD_SUSPENDED' })
    await expect(fixture.reviews.review('card_no', { rating: 'good' })).rejects.toMatchObject({
      code: 'LP_CARD_NOT_FOUND',
    })
    expect((await fixture.queue()).cards).toEqual([])
  })
})

describe('undo', () => {
  it('takes reviews back one by one, to exactly what was before', async () => {
    const ids = await fixture.addCards(2)
    const states = [await fixture.reviews.list({ suspended: 'all', leech: 'all', limit: 10, offset: 0 })]
    for (const [id, rating] of [
      [ids[0], 'good'],
      [ids[1], 'easy'],
      [ids[0], 'good'],
      [ids[0], 'again'],
    ] as const) {
      await fixture.reviews.review(id ?? '', { rating })
      states.push(await fixture.reviews.list({ suspended: 'all', leech: 'all', limit: 10, offset: 0 }))
    }
    states.pop()
    while (states.length > 0) {
      await fixture.reviews.undo()
      expect(await fixture.reviews.list({ suspended: 'all', leech: 'all', limit: 10, offset: 0 })).toEqual(states.pop())
    }
    await expect(fixture.reviews.undo()).rejects.toMatchObject({ code: 'LP_REVIEW_NONE' })
  })

  it('brings a leech back that the review had made', async () => {
    await fixture.reviews.updateSettings({ leechLapses: 2 })
    const [id = ''] = await fixture.addCards(1)
    await fixture.reviews.review(id, { rating: 'easy' })
    for (let lapse = 1; lapse <= 2; lapse++) {
      fixture.passDays(10)
      const { leech, suspended, lapses } = await fixture.reviews.review(id, { rating: 'again' })
      expect({ leech, suspended, lapses }).toEqual({ leech: lapse === 2, suspended: lapse === 2, lapses: lapse })
      if (lapse === 1) await fixture.reviews.review(id, { rating: 'good' })
    }
    expect(await fixture.reviews.undo()).toMatchObject({ leech: false, suspended: false, lapses: 1, state: 'review' })
  })
})

describe('a card of a quiz item', () => {
  it('is made once, asks the question, and goes with the document while the log stays', async () => {
    const documentId = await fixture.publish('a.md', 'the answer')
    fixture.items.set('item_1', quizItem('item_1', documentId))
    const { cards } = await fixture.reviews.create({ itemIds: ['item_1'] })
    const again = await fixture.reviews.create({ itemIds: ['item_1'] })
    expect(again.cards).toEqual(cards)
    expect(cards[0]).toMatchObject({ kind: 'item', deck: 'library', back: 'right', conceptId: 'concept_of_item_1' })
    expect(cards[0]?.front).toContain('B) wrong')
    expect(cards[0]?.item).not.toHaveProperty('solution')
    const id = cards[0]?.id ?? ''
    await fixture.reviews.review(id, { rating: 'good' })
    await fixture.library.delete(documentId)
    await expect(fixture.reviews.get(id)).rejects.toMatchObject({ code: 'LP_CARD_NOT_FOUND' })
    expect(await fixture.reviews.log(id)).toHaveLength(1)
  })

  it('is not asked while its item is out of use', async () => {
    const documentId = await fixture.publish('a.md', 'the answer')
    for (let n = 1; n <= 60; n++) {
      fixture.items.set(`item_${n}`, quizItem(`item_${n}`, documentId, { state: n < 60 ? 'removed' : 'active' }))
    }
    await fixture.reviews.create({ itemIds: [...fixture.items.keys()] })
    await fixture.reviews.updateSettings({ newPerDay: 100 })
    expect((await fixture.queue({ limit: 5 })).cards.map(({ item }) => item?.id)).toEqual(['item_60'])
  })

  it('makes its concept known, once a day, and no more so after undo', async () => {
    const documentId = await fixture.publish('a.md', 'the answer')
    fixture.items.set('item_1', quizItem('item_1', documentId))
    const { cards } = await fixture.reviews.create({ itemIds: ['item_1'] })
    const id = cards[0]?.id ?? ''
    await fixture.reviews.review(id, { rating: 'good' })
    await fixture.reviews.review(id, { rating: 'good' })
    const concept = 'concept_of_item_1'
    expect((await fixture.reviews.mastery([concept])).get(concept)).toMatchObject({ answers: 1, mastered: false })
    await fixture.reviews.undo()
    await fixture.reviews.undo()
    expect((await fixture.reviews.mastery([concept])).size).toBe(0)
  })
})

describe('days', () => {
  it('counts whole days of the learner, however long they are', async () => {
    await fixture.reviews.updateSettings({ timeZone: 'Europe/Berlin' })
    // Saturday evening before clocks go forward, 23:30 in Berlin.
    fixture.clock.setNow(Date.parse('2026-03-28T22:30:00Z'))
    const [id = ''] = await fixture.addCards(1)
    const { dueAt } = await fixture.reviews.review(id, { rating: 'easy' })
    expect(dueAt).toBe('2026-04-05T02:00:00.000Z')
    expect(days('2026-03-28T00:00:00Z', dueAt)).toBe(8)
    fixture.clock.setNow(Date.parse('2026-04-05T01:59:00Z'))
    expect((await fixture.queue()).due).toBe(0)
    fixture.clock.setNow(Date.parse('2026-04-05T02:00:00Z'))
    expect((await fixture.queue()).due).toBe(1)
  })

  it('counts what was done after midnight to the day before until the day starts', async () => {
    await fixture.reviews.updateSettings({ newPerDay: 2 })
    const ids = await fixture.addCards(4)
    fixture.clock.setNow(Date.parse('2026-01-02T00:30:00Z'))
    await fixture.reviews.review(ids[0] ?? '', { rating: 'easy' })
    await fixture.reviews.review(ids[1] ?? '', { rating: 'easy' })
    expect((await fixture.queue()).new).toBe(0)
    fixture.clock.setNow(Date.parse('2026-01-02T04:00:00Z'))
    expect((await fixture.queue()).new).toBe(2)
  })

  it('refuses a time zone that nobody knows', async () => {
    await expect(fixture.reviews.updateSettings({ timeZone: 'Mars/Base' })).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
  })
})

describe('decks and their cards', () => {
  it('are told with what is on today', async () => {
    const [seen = '', asleep = ''] = await fixture.addCards(3, 'Physics')
    await fixture.addCards(1, 'Art')
    await fixture.reviews.review(seen, { rating: 'easy' })
    await fixture.reviews.update(asleep, { suspended: true })
    expect(await fixture.reviews.decks()).toEqual([
      { name: 'Art', cards: 1, due: 0, new: 1, suspended: 0 },
      { name: 'Physics', cards: 3, due: 0, new: 1, suspended: 1 },
    ])
    fixture.passDays(30)
    expect((await fixture.reviews.decks())[1]).toMatchObject({ due: 1, new: 1 })
  })

  it('are found by words on either side and in tags, signs and case aside', async () => {
    const own = { deck: 'd', kind: 'basic' as const, tags: [] as string[] }
    await fixture.reviews.create({ ...own, front: 'Speed of light', back: '100 % of c' })
    await fixture.reviews.create({ ...own, front: 'Something', back: '100 more of it', tags: ['Optics'] })
    const found = async (contains: string) =>
      (await fixture.reviews.list({ contains, suspended: 'all', leech: 'all', limit: 10, offset: 0 })).cards.map(
        ({ front }) => front,
      )
    expect(await found('LIGHT')).toEqual(['Speed of light'])
    expect(await found('100 %')).toEqual(['Speed of light'])
    expect(await found('optics')).toEqual(['Something'])
    expect(await found('100')).toHaveLength(2)
    expect(await found('_')).toEqual([])
  })

  it('wait in the queue with what each rating would do', async () => {
    const [id = ''] = await fixture.addCards(1)
    expect((await fixture.queue()).cards[0]?.preview).toEqual((await fixture.reviews.get(id)).preview)
  })
})
