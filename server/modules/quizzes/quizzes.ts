import { LearnPathError } from '@learnpath/contracts'
import { answerItem, overrideAnswer } from './answer-item.ts'
import { freshItems } from './fresh-items.ts'
import { createQuiz } from './create-quiz.ts'
import { describeItems } from './describe-items.ts'
import type { QuizzesApi } from './quizzes-api.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'
import { rateItem } from './rate-item.ts'
import { deleteQuiz, listQuizzes, readQuiz, readResult } from './read-quizzes.ts'
import { checkDrafts, writeQuestions } from './written-questions.ts'

/** Questions from passages, and what was answered to them. */
export function createQuizzes(deps: QuizzesDependencies): QuizzesApi {
  async function items(itemIds: readonly string[]): ReturnType<QuizzesApi['items']> {
    const found = await freshItems(deps, itemIds)
    return await describeItems(
      deps.store.db,
      itemIds.flatMap((id) => found.get(id) ?? []),
    )
  }
  return {
    create: async (request) => await readQuiz(deps, await createQuiz(deps, request)),
    list: async () => await listQuizzes(deps),
    get: async (quizId) => await readQuiz(deps, quizId),
    delete: async (quizId) => await deleteQuiz(deps, quizId),
    answer: async (quizId, request) => await answerItem(deps, quizId, request),
    override: async (answerId, correct) => await overrideAnswer(deps, answerId, correct),
    async item(itemId) {
      const [item] = await items([itemId])
      if (item === undefined) throw new LearnPathError('LP_QUIZ_ITEM_NOT_FOUND', { detail: itemId })
      return item
    },
    items,
    rate: async (itemId, request) => await rateItem(deps, itemId, request),
    result: async (quizId) => await readResult(deps, quizId),
    write: async (request) => await writeQuestions(deps, request),
    check: async (collection, drafts) => await checkDrafts(deps, collection, drafts),
  }
}
