import type { QuizAnswer, QuizItem } from '@learnpath/contracts'
import type { JSX } from 'react'
import type { AnswerFormProps } from './answer-form-props.ts'
import { ChoiceAnswer } from './choice-answer.tsx'
import { MatchingAnswer } from './matching-answer.tsx'
import { OrderingAnswer } from './ordering-answer.tsx'
import { TextAnswer } from './text-answer.tsx'

/** What an item asks to do, by its type. Everything in it can be done by keyboard and by touch. */
export function AnswerForm(props: AnswerFormProps): JSX.Element {
  switch (props.item.type) {
    case 'multiple-choice':
    case 'true-false':
      return <ChoiceAnswer {...props} />
    case 'matching':
      return <MatchingAnswer {...props} />
    case 'ordering':
      return <OrderingAnswer {...props} />
    case 'cloze':
    case 'short-answer':
      return <TextAnswer {...props} />
  }
}

/** What an item starts with: steps stand in some order from the beginning. */
export const firstAnswer = ({ type, options }: QuizItem): QuizAnswer | null =>
  type === 'ordering' ? { order: options.map((_, index) => index) } : null
