import { ENDPOINTS } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { QuizzesApi } from './quizzes-api.ts'

/** Addresses of quizzes, their items and answers to them. */
export function mountQuizzesRoutes(edge: Edge, { quizzes }: { readonly quizzes: QuizzesApi }): void {
  edge.handle(ENDPOINTS.createQuiz, async ({ body }) => await quizzes.create(body))
  edge.handle(ENDPOINTS.listQuizzes, async () => ({ quizzes: await quizzes.list() }))
  edge.handle(ENDPOINTS.getQuiz, async ({ params }) => await quizzes.get(params.id))
  edge.handle(ENDPOINTS.deleteQuiz, async ({ params }) => {
    await quizzes.delete(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.answerItem, async ({ params, body }) => await quizzes.answer(params.id, body))
  edge.handle(
    ENDPOINTS.overrideAnswer,
    async ({ params, body: { correct } }) => await quizzes.override(params.id, correct),
  )
  edge.handle(ENDPOINTS.getQuizItem, async ({ params }) => await quizzes.item(params.id))
  edge.handle(ENDPOINTS.rateQuizItem, async ({ params, body }) => await quizzes.rate(params.id, body))
}
