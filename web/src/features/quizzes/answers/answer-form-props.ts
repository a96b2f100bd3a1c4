import type { QuizAnswer, QuizItem, QuizSolution } from '@learnpath/contracts'

/** What each form of an answer is given. */
export interface AnswerFormProps {
  readonly item: QuizItem
  /** Null while it is not complete. */
  readonly answer: QuizAnswer | null
  readonly onChange: (answer: QuizAnswer | null) => void
  /** Once it is known: the form shows what was right and takes no more changes. */
  readonly solution: QuizSolution | null
}
