import { createClient, ENDPOINTS, type LearnPathClient } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEdge } from '../../http/edge.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import { createReviewsFixture, quizItem, type ReviewsFixture } from './reviews-fixture.double.ts'
import { mountReviewsRoutes } from './reviews.routes.ts'

let fixture: ReviewsFixture
let client: LearnPathClient
beforeEach(async () => {
  fixture = await createReviewsFixture()
  const edge = createEdge({
    ...fixture,
    metrics: createRecordingMetrics(),
    requestTimeoutMs: 10_000,
    maxConcurrentRequests: 20,
  })
  mountReviewsRoutes(edge, fixture)
  client = createClient({ baseUrl: 'http://127.0.0.1', fetch: async (request) => await edge.fetch(request) })
})
afterEach(async () => {
  await fixture.cleanUp()
})

describe('the addresses of reviews', () => {
  it('take a card from making to deleting, with answers as the contract says', async () => {
    const documentId = await fixture.publish('a.md', 'the answer')
    fixture.items.set('item_1', quizItem('item_1', documentId))
    const body = { deck: 'own', front: 'f', back: 'b' }
    const { cards } = ENDPOINTS.createCards.answer.parse(await client.call('createCards', { body }))
    await client.call('createCards', { body: { itemIds: ['item_1'] } })
    const params = { id: cards[0]?.id ?? '' }
    const queue = ENDPOINTS.reviewQueue.answer.strict().parse(await client.call('reviewQueue', { query: { limit: 5 } }))
    expect(queue.cards.map(({ kind }) => kind)).toEqual(['basic', 'item'])
    const reviewed = await client.call('reviewCard', { params, body: { rating: 'easy', durationMs: 10 } })
    expect(ENDPOINTS.reviewCard.answer.strict().parse(reviewed)).toMatchObject({ state: 'review', reviews: 1 })
    expect(await client.call('undoReview')).toMatchObject({ state: 'new', reviews: 0 })
    await client.call('updateCard', { params, body: { suspended: true, front: 'new' } })
    const list = await client.call('listCards', { query: { suspended: 'true' } })
    expect(ENDPOINTS.listCards.answer.parse(list)).toMatchObject({ total: 1, cards: [{ front: 'new' }] })
    await client.bytes('deleteCard', { params })
    await expect(client.call('getCard', { params })).rejects.toMatchObject({ code: 'LP_CARD_NOT_FOUND' })
  })

  it('show and change settings, and tell forecast and progress', async () => {
    await client.call('updateReviewSettings', { body: { desiredRetention: 0.85, examDate: '2026-03-01' } })
    const settings = ENDPOINTS.getReviewSettings.answer.strict().parse(await client.call('getReviewSettings'))
    expect(settings).toMatchObject({ desiredRetention: 0.85, examDate: '2026-03-01', parameterVersion: 0 })
    expect(settings.parameters).toHaveLength(21)
    await expect(client.call('updateReviewSettings', { body: { desiredRetention: 0.99 } })).rejects.toMatchObject({
      code: 'LP_REQUEST_INVALID',
    })
    const forecast = await client.call('reviewForecast', { query: { days: 3 } })
    expect(ENDPOINTS.reviewForecast.answer.strict().parse(forecast).days).toHaveLength(3)
    const progress = await client.call('progress', { query: { days: 7 } })
    expect(ENDPOINTS.progress.answer.strict().parse(progress).days).toHaveLength(7)
    const outcome = await client.call('optimizeReviews')
    expect(ENDPOINTS.optimizeReviews.answer.strict().parse(outcome)).toMatchObject({ changed: false, reviews: 0 })
  })

  it('refuse to edit the text of a card that is made from a quiz item', async () => {
    const documentId = await fixture.publish('a.md', 'the answer')
    fixture.items.set('item_1', quizItem('item_1', documentId))
    const { cards } = await client.call('createCards', { body: { itemIds: ['item_1'] } })
    const params = { id: cards[0]?.id ?? '' }
    await expect(client.call('updateCard', { params, body: { front: 'x' } })).rejects.toMatchObject({
      code: 'LP_CARD_OF_ITEM',
    })
    await expect(client.call('createCards', { body: { itemIds: ['item_2'] } })).rejects.toMatchObject({
      code: 'LP_QUIZ_ITEM_NOT_FOUND',
    })
  })
})
