import type {
  AnswerItemRequest,
  AnswerResult,
  CreateQuizRequest,
  Quiz,
  QuizItem,
  QuizItemType,
  QuizSummary,
  RateItemRequest,
  SolvedQuizItem,
} from '@learnpath/contracts'
import type { QuestionDraft } from '../../ports/question-writer.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'

/** Told in the transaction that stores an answer (or an override of it). */
export interface AnsweredItem {
  readonly answerId: string
  readonly itemId: string
  readonly conceptId: string
  readonly correct: boolean
  /** Chance to be right by guessing: 1 / options. */
  readonly guess: number
  readonly at: number
  readonly durationMs: number | null
}

export type OnAnswered = (transaction: DatabaseTransaction, answer: AnsweredItem) => Promise<void>

export interface QuizResult {
  readonly quizId: string
  readonly items: number
  readonly answered: number
  readonly correct: number
  /** Concepts of items answered wrongly, the worst first. */
  readonly weakConceptIds: readonly string[]
}

/** A question that passed all rules, with the words it rests on. */
export interface WrittenQuestion {
  readonly type: QuizItemType
  readonly stem: string
  readonly answerText: string
  /** Of how it was made, e.g. "definition". */
  readonly pattern: string
  readonly evidence: QuestionDraft['evidence'] & { readonly versionHash: string }
}

export interface WrittenQuestions {
  readonly questions: readonly WrittenQuestion[]
  readonly written: number
  /** Drafts that did not pass, by rule. */
  readonly dropped: Readonly<Record<string, number>>
}

/** Questions from passages, and what was answered to them. */
export interface QuizzesApi {
  /** @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND, LP_CONCEPT_NOT_FOUND, LP_QUIZ_EMPTY */
  create(request: CreateQuizRequest): Promise<Quiz>
  list(): Promise<QuizSummary[]>
  /** @throws LP_QUIZ_NOT_FOUND */
  get(quizId: string): Promise<Quiz>
  delete(quizId: string): Promise<void>
  /** @throws LP_QUIZ_NOT_FOUND, LP_QUIZ_ITEM_NOT_FOUND, LP_ANSWER_UNSUITABLE */
  answer(quizId: string, request: AnswerItemRequest): Promise<AnswerResult>
  override(answerId: string, correct: boolean): Promise<AnswerResult>
  /** @throws LP_QUIZ_ITEM_NOT_FOUND */
  item(itemId: string): Promise<SolvedQuizItem>
  /** Those that are there, in the order given. */
  items(itemIds: readonly string[]): Promise<SolvedQuizItem[]>
  rate(itemId: string, request: RateItemRequest): Promise<QuizItem>
  /** @throws LP_QUIZ_NOT_FOUND */
  result(quizId: string): Promise<QuizResult>
  /** Questions as a quiz would have them, of which nothing is kept. Errors as of `create`; fewer than wished are no error. */
  write(request: CreateQuizRequest): Promise<WrittenQuestions>
  /** The first rule that each draft breaks; null for one that passes. @throws LP_COLLECTION_NOT_FOUND, LP_DOCUMENT_NOT_FOUND */
  check(collection: string, drafts: readonly QuestionDraft[]): Promise<(string | null)[]>
}
