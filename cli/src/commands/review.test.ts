import type { CardDetail, LearnPathClient, ReviewRating } from '@learnpath/contracts'
import { LearnPathError } from '@learnpath/contracts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createReviewsFixture, type ReviewsFixture } from '../../../server/modules/reviews/reviews-fixture.double.ts'
import type { LineAsker } from '../ask-line.ts'
import type { Terminal } from '../terminal.ts'
import { intervalText, reviewSession } from './review.ts'

let fixture: ReviewsFixture
beforeEach(async () => {
  fixture = await createReviewsFixture()
})
afterEach(async () => {
  await fixture.cleanUp()
})

interface Sent {
  readonly params?: Record<string, string>
  readonly body?: { readonly rating?: ReviewRating; readonly suspended?: boolean }
}

/** The addresses that a session uses, answered by the module itself. */
function clientOf({ reviews }: ReviewsFixture): LearnPathClient {
  const call = async (name: string, { params = {}, body = {} }: Sent = {}): Promise<unknown> => {
    const id = params['id'] ?? ''
    if (name === 'reviewQueue') return await reviews.queue({ deck: undefined, limit: 1 })
    if (name === 'getCard') return await reviews.get(id)
    if (name === 'updateCard') return await reviews.update(id, { suspended: body.suspended === true })
    if (name === 'undoReview') return await reviews.undo()
    if (name === 'reviewCard') return await reviews.review(id, { rating: body.rating ?? 'again' })
    throw new LearnPathError('LP_REQUEST_INVALID', { detail: name })
  }
  return { call } as unknown as LearnPathClient
}

function recordingTerminal() {
  const lines: string[] = []
  const same = (text: string) => text
  const terminal: Terminal = {
    json: false,
    interactive: true,
    columns: 80,
    line: (text = '') => void lines.push(text),
    piece: () => undefined,
    note: (text) => void lines.push(text),
    result: () => {},
    redraw: () => {},
    style: { bold: same, dim: same, mark: same, good: same, bad: same },
  }
  return { terminal, lines }
}

const typing = (words: readonly string[]): LineAsker => {
  const left = [...words]
  return { ask: async () => await Promise.resolve(left.shift() ?? null), close: () => {} }
}

it('shows the question, then the answer with what each rating would do, and takes the rating', async () => {
  const ids = await fixture.addCards(2)
  const { terminal, lines } = recordingTerminal()
  const reviews = await reviewSession(terminal, clientOf(fixture), typing(['', '9', '4', '', '4']), {})
  expect(reviews).toBe(2)
  const text = lines.join('\n')
  expect(text.indexOf('front 1')).toBeLessThan(text.indexOf('back 1'))
  expect(text).toContain('1 again (1 min)   2 hard (6 min)   3 good (10 min)   4 easy (8 d)')
  expect(text).toContain('1 again, 2 hard, 3 good, 4 easy;')
  expect(text).toContain('Done: 2 reviews.')
  for (const id of ids) expect((await fixture.reviews.get(id)).state).toBe('review')
})

it('takes the last review back and asks that card again', async () => {
  const [first = '', second = ''] = await fixture.addCards(2)
  const { terminal, lines } = recordingTerminal()
  const reviews = await reviewSession(terminal, clientOf(fixture), typing(['', '4', 'u', '', '1', 'q']), {})
  expect(lines.filter((line) => line === 'front 1')).toHaveLength(2)
  expect(reviews).toBe(1)
  const states = await Promise.all(
    [first, second].map(async (id): Promise<CardDetail> => await fixture.reviews.get(id)),
  )
  expect(states.map(({ state, reviews: count }) => [state, count])).toEqual([
    ['learning', 1],
    ['new', 0],
  ])
})

it('suspends a card, says when there is nothing to take back, and ends when nobody answers', async () => {
  const [first = ''] = await fixture.addCards(2)
  const { terminal, lines } = recordingTerminal()
  expect(await reviewSession(terminal, clientOf(fixture), typing(['u', 's']), {})).toBe(0)
  expect((await fixture.reviews.get(first)).suspended).toBe(true)
  expect(lines.join('\n')).toContain('There is no review to take back.')
})

it('says how long a card waits as one would', () => {
  expect([1 / 1440, 10 / 1440, 0.5, 1, 59, 90, 800].map(intervalText)).toEqual([
    '1 min',
    '10 min',
    '12 h',
    '1 d',
    '59 d',
    '3.0 months',
    '2.2 years',
  ])
})
