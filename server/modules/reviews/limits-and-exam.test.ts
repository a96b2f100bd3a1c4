import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EXAM_WINDOW_DAYS, wishBeforeExam } from './exam-mode.ts'
import { createReviewsFixture, quizItem, type ReviewsFixture } from './reviews-fixture.double.ts'

let fixture: ReviewsFixture
beforeEach(async () => {
  fixture = await createReviewsFixture()
})
afterEach(async () => {
  await fixture.cleanUp()
})

/** Cards that were learned and wait for eight days. */
async function learned(count: number): Promise<string[]> {
  await fixture.reviews.updateSettings({ newPerDay: 1000 })
  const ids = await fixture.addCards(count)
  for (const id of ids) await fixture.reviews.review(id, { rating: 'easy' })
  return ids
}

describe('daily limits', () => {
  it('hold over the day, and what is beyond them is told', async () => {
    await learned(6)
    await fixture.reviews.updateSettings({ newPerDay: 2, reviewsPerDay: 4 })
    for (let n = 1; n <= 3; n++) {
      await fixture.reviews.create({ deck: 'other', front: `o${n}`, back: '', kind: 'basic', tags: [] })
    }
    fixture.passDays(8)
    expect(await fixture.queue()).toMatchObject({ due: 4, new: 2, overLimit: 2 })
    const { cards } = await fixture.queue()
    expect(cards).toHaveLength(6)
    for (const { id } of cards) await fixture.reviews.review(id, { rating: 'easy' })
    expect(await fixture.queue()).toMatchObject({ cards: [], due: 0, new: 0, overLimit: 2 })
    await fixture.reviews.undo()
    expect((await fixture.queue()).cards).toHaveLength(1)
    fixture.passDays(1)
    expect(await fixture.queue()).toMatchObject({ due: 2, new: 2 })
  })

  it('count all decks, and a queue of one deck shows its cards alone', async () => {
    await fixture.addCards(3, 'a')
    await fixture.addCards(3, 'b')
    await fixture.reviews.updateSettings({ newPerDay: 4 })
    const { cards } = await fixture.queue({ deck: 'b' })
    expect(cards.map(({ deck }) => deck)).toEqual(['b', 'b', 'b'])
    for (const { id } of cards) await fixture.reviews.review(id, { rating: 'easy' })
    expect((await fixture.queue()).cards.map(({ deck }) => deck)).toEqual(['a'])
  })
})

describe('the order of the queue', () => {
  it('begins with the card that is most likely forgotten, and strews the new ones in', async () => {
    const [slow = '', fast = '', third = ''] = await learned(3)
    fixture.passDays(8)
    // Makes one much more stable than the others.
    await fixture.reviews.review(slow, { rating: 'easy' })
    fixture.passDays(60)
    await fixture.reviews.review(fast, { rating: 'again' })
    await fixture.reviews.review(fast, { rating: 'good' })
    fixture.passDays(40)
    const unseen = await fixture.addCards(3, 'new')
    const { cards } = await fixture.queue()
    const known = cards.filter(({ state }) => state === 'review')
    const recall = known.map(({ retrievability }) => retrievability ?? 1)
    expect(recall).toEqual(recall.toSorted((a, b) => a - b))
    expect(new Set(known.map(({ id }) => id))).toEqual(new Set([slow, fast, third]))
    expect(cards.map(({ state }) => state === 'new')).toEqual([false, true, false, true, false, true])
    expect(cards.filter(({ state }) => state === 'new').map(({ id }) => id)).toEqual(unseen)
  })

  it('keeps cards of one passage apart', async () => {
    const documentId = await fixture.publish('a.md', 'the answer')
    for (let n = 0; n < 12; n++) {
      const item = quizItem(`item_${n}`, documentId)
      const passage = { ...item.solution.passage, start: n < 2 ? 0 : n }
      fixture.items.set(item.id, { ...item, solution: { ...item.solution, passage } })
    }
    await fixture.reviews.create({ itemIds: [...fixture.items.keys()] })
    const order = (await fixture.queue()).cards.map(({ item }) => item?.id)
    expect(order).toHaveLength(12)
    expect(Math.abs(order.indexOf('item_0') - order.indexOf('item_1'))).toBeGreaterThan(5)
  })

  it('brings steps back when their minutes are over, or at once when there is nothing else', async () => {
    const [first = '', second = ''] = await fixture.addCards(2)
    await fixture.reviews.review(first, { rating: 'good' })
    expect((await fixture.queue()).cards.map(({ id }) => id)).toEqual([second])
    await fixture.reviews.review(second, { rating: 'easy' })
    expect((await fixture.queue()).cards.map(({ id }) => id)).toEqual([first])
    fixture.clock.advance(10 * 60_000)
    const [third = ''] = await fixture.addCards(1, 'later')
    expect((await fixture.queue()).cards.map(({ id }) => id)).toEqual([first, third])
  })
})

describe('before an exam', () => {
  it('raises the wish in the last weeks only, and never lets a card wait beyond the exam', () => {
    const wish = { retention: 0.9, maximumIntervalDays: 36_500 }
    expect(wishBeforeExam(wish, 0, 100)).toEqual({ retention: 0.9, maximumIntervalDays: 100 })
    expect(wishBeforeExam(wish, 100 - EXAM_WINDOW_DAYS, 100).retention).toBe(0.9)
    expect(wishBeforeExam(wish, 99, 100)).toEqual({ retention: 0.95, maximumIntervalDays: 1 })
    const rising = Array.from({ length: EXAM_WINDOW_DAYS }, (_, day) => wishBeforeExam(wish, 79 + day, 100).retention)
    expect(rising).toEqual(rising.toSorted((a, b) => a - b))
    expect(wishBeforeExam(wish, 100, 100)).toEqual(wish)
    expect(wishBeforeExam({ ...wish, retention: 0.97 }, 99, 100).retention).toBe(0.97)
  })

  it('caps what each rating would do', async () => {
    const [id = ''] = await learned(1)
    await fixture.reviews.updateSettings({ examDate: '2026-02-01' })
    fixture.passDays(25)
    const { preview } = await fixture.reviews.get(id)
    expect(preview.map(({ dueAt }) => dueAt).every((dueAt) => dueAt <= '2026-02-01T04:00:00.000Z')).toBe(true)
    await fixture.reviews.updateSettings({ examDate: null })
    const { preview: free } = await fixture.reviews.get(id)
    expect((free.at(-1)?.intervalDays ?? 0) > 20).toBe(true)
  })

  it('brings cards back that would be known too badly, spread evenly over the days', async () => {
    const ids = await learned(12)
    fixture.passDays(8)
    for (const id of ids) await fixture.reviews.review(id, { rating: 'good' })
    const { dueAt } = await fixture.reviews.get(ids[0] ?? '')
    // Far enough that they come back after it, so near that the window has begun.
    const exam = new Date(Date.parse(dueAt) - 2 * 86_400_000)
    await fixture.reviews.updateSettings({ examDate: exam.toISOString().slice(0, 10) })
    fixture.clock.setNow(exam.getTime() - EXAM_WINDOW_DAYS * 86_400_000 + 8 * 3_600_000)
    const perDay: number[] = []
    const seen = new Set<string>()
    for (let day = 0; day < EXAM_WINDOW_DAYS; day++) {
      const { cards } = await fixture.queue()
      const early = cards.filter(({ id }) => !seen.has(id))
      perDay.push(early.length)
      for (const { id } of cards) {
        seen.add(id)
        const after = await fixture.reviews.review(id, { rating: 'good' })
        expect(Date.parse(after.dueAt)).toBeLessThanOrEqual(exam.getTime())
      }
      fixture.passDays(1)
    }
    expect(seen.size).toBe(12)
    expect(Math.max(...perDay)).toBeLessThanOrEqual(1)
    const { cards } = await fixture.reviews.list({ suspended: 'all', leech: 'all', limit: 100, offset: 0 })
    expect(cards.every(({ retrievability }) => (retrievability ?? 0) >= 0.95)).toBe(true)
  })
})
