import type { QuizAnswer, QuizItem, QuizSolution } from '@learnpath/contracts'

/** What each form of an answer is given. */
export interface AnswerFormProps {
  readonly item: QuizItem
  /** Null while it is not complete. */
  readonly answer: QuizAnswer | null
  readonly onChange: (answer: QuizAnswer | null) => void
  /** Takes no more changes: it was given, though what was right may not be known yet. */
  readonly isClosed: boolean
  /** Once it is known: the form shows what was right. */
  readonly solution: QuizSolution | null
}
