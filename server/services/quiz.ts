import type { Edge } from '../http/edge.ts'
import type { ExchangeApi } from '../modules/exchange/index.ts'
import { mountExchangeRoutes } from '../modules/exchange/exchange.routes.ts'
import type { QuizzesApi } from '../modules/quizzes/index.ts'
import { mountQuizzesRoutes } from '../modules/quizzes/quizzes.routes.ts'
import type { ReviewsApi } from '../modules/reviews/index.ts'
import { mountReviewsRoutes } from '../modules/reviews/reviews.routes.ts'

export interface QuizServiceDependencies {
  readonly quizzes: QuizzesApi
  readonly reviews: ReviewsApi
  readonly exchange: ExchangeApi
}

/** Practice: quizzes, reviews and progress, and their exchange with other programs. */
export default function mountQuiz(edge: Edge, dependencies: QuizServiceDependencies): void {
  mountQuizzesRoutes(edge, dependencies)
  mountReviewsRoutes(edge, dependencies)
  mountExchangeRoutes(edge, dependencies)
}
