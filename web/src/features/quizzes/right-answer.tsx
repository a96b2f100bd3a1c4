import type { QuizItem, QuizSolution } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { RichText } from '../../components/rich-text.tsx'

interface RightAnswerProps {
  readonly item: QuizItem
  readonly solution: QuizSolution
}

/** What would have been right, in words. */
export function RightAnswer({ item, solution }: RightAnswerProps): JSX.Element {
  const t = useTranslations('quizzes')
  const { answer, answerText } = solution
  if ('isTrue' in answer) return <p className="font-medium">{t(`truth.${answer.isTrue}`)}</p>
  if (!('order' in answer)) {
    return (
      <p className="font-medium">
        <RichText text={answerText} />
      </p>
    )
  }
  const lines =
    item.type === 'matching'
      ? item.left.map((text, at) => `${text}: ${item.right[answer.order[at] ?? -1] ?? ''}`)
      : answer.order.map((step) => item.options[step] ?? '')
  return (
    <ol className={item.type === 'ordering' ? 'flex list-decimal flex-col gap-1 pl-6' : 'flex flex-col gap-1'}>
      {lines.map((line) => (
        <li key={line}>
          <RichText text={line} />
        </li>
      ))}
    </ol>
  )
}
