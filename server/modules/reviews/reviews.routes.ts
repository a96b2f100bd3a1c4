import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { ReviewsApi } from './reviews-api.ts'

/** Addresses of cards, reviews and progress. */
export function mountReviewsRoutes(edge: Edge, { reviews }: { readonly reviews: ReviewsApi }): void {
  edge.handle(ENDPOINTS.reviewQueue, async ({ query }) => await reviews.queue(query))
  edge.handle(ENDPOINTS.listDecks, async () => ({ decks: await reviews.decks() }))
  edge.handle(ENDPOINTS.listCards, async ({ query }) => await reviews.list(query))
  edge.handle(ENDPOINTS.createCards, async ({ body }) => await reviews.create(body))
  edge.handle(ENDPOINTS.getCard, async ({ params }) => await reviews.get(params.id))
  edge.handle(ENDPOINTS.updateCard, async ({ params, body }) => await reviews.update(params.id, body))
  edge.handle(ENDPOINTS.deleteCard, async ({ params }) => {
    await reviews.delete(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.reviewCard, async ({ params, body }) => await reviews.review(params.id, body))
  edge.handle(ENDPOINTS.undoReview, async () => await reviews.undo())
  edge.handle(ENDPOINTS.getReviewSettings, async () => await reviews.settings())
  edge.handle(ENDPOINTS.updateReviewSettings, async ({ body }) => await reviews.updateSettings(body))
  edge.handle(ENDPOINTS.optimizeReviews, async () => await reviews.optimize())
  edge.handle(ENDPOINTS.reviewForecast, async ({ query }) => await reviews.forecast(query))
  edge.handle(ENDPOINTS.progress, async ({ query }) => await reviews.progress(query))
}
