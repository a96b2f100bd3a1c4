import type { QuizItem } from '@learnpath/contracts'
import { ArrowRightIcon } from '@radix-ui/react-icons'
import { useEffect, useRef, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { KeyHint } from '../../components/key-hint.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { EvidencePassage } from './evidence-passage.tsx'
import { RightAnswer } from './right-answer.tsx'
import type { Shown } from './use-quiz-run.ts'
import { VerdictMark } from './answers/verdict-mark.tsx'

interface AnswerFeedbackProps {
  readonly item: QuizItem
  readonly shown: Shown
  readonly isLast: boolean
  readonly isBusy: boolean
  readonly onAssess: (correct: boolean) => void
  readonly onNext: () => void
}

/** Whether the answer is right, what would have been, the passage that says so, and the learner's own word on it. */
export function AnswerFeedback({ item, shown, isLast, isBusy, onAssess, onNext }: AnswerFeedbackProps): JSX.Element {
  const t = useTranslations('quizzes')
  const { result, solution } = shown
  const isOpen = result !== null && result.correct === null
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    // Braces: what it returns in newer browsers is no clean-up.
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const next = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!isOpen) next.current?.focus({ preventScroll: true })
  }, [isOpen])
  useKeys((key) => {
    if (isOpen && (key === '1' || key === '2')) onAssess(key === '1')
    else if (!isOpen && (key === ' ' || key === 'Enter')) onNext()
    else return false
    return true
  })
  return (
    <section
      ref={section}
      aria-label={t('feedback')}
      className={classNames(
        'flex scroll-mb-20 flex-col gap-4 rounded-lg border-2 bg-surface p-4 sm:p-5',
        result?.correct === true && 'border-good',
        result?.correct === false && 'border-bad',
        (result?.correct ?? null) === null && 'border-warn',
      )}
    >
      <Verdict shown={shown} />
      {needsWords(item, shown) && (
        <div>
          <h3 className="text-sm text-soft">{t('rightAnswer')}</h3>
          <RightAnswer item={item} solution={solution} />
        </div>
      )}
      <EvidencePassage {...solution} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {isOpen ? (
          <SelfAssessment isBusy={isBusy} onAssess={onAssess} />
        ) : (
          <>
            {result !== null && (
              <Button variant="quiet" disabled={isBusy} onClick={() => onAssess(result.correct !== true)}>
                {t(result.correct === true ? 'wasWrong' : 'wasRight')}
              </Button>
            )}
            <Button ref={next} variant="primary" icon={<ArrowRightIcon />} onClick={onNext}>
              {t(isLast ? 'toSummary' : 'next')}
              <KeyHint>↵</KeyHint>
            </Button>
          </>
        )}
      </div>
    </section>
  )
}

function SelfAssessment({
  isBusy,
  onAssess,
}: {
  readonly isBusy: boolean
  readonly onAssess: (correct: boolean) => void
}): JSX.Element {
  const t = useTranslations('quizzes')
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <Button ref={first} disabled={isBusy} onClick={() => onAssess(true)}>
        <KeyHint>1</KeyHint>
        {t('itIsRight')}
      </Button>
      <Button disabled={isBusy} onClick={() => onAssess(false)}>
        <KeyHint>2</KeyHint>
        {t('itIsWrong')}
      </Button>
    </>
  )
}

function Verdict({ shown: { result } }: { readonly shown: Shown }): JSX.Element {
  const t = useTranslations('quizzes')
  if (result === null) {
    return (
      <p role="status" className="font-semibold text-warn">
        {t('lookedAt')}
      </p>
    )
  }
  return (
    <p
      role="status"
      className={classNames(
        'flex items-center gap-2 text-lg font-semibold',
        result.correct === true && 'text-good',
        result.correct === false && 'text-bad',
        result.correct === null && 'text-warn',
      )}
    >
      {result.correct !== null && <VerdictMark right={result.correct} label="" />}
      {t(`reason.${result.reason}`, { percent: Math.round(result.score * 100) })}
    </p>
  )
}

/** Options that were ticked say it themselves. */
const needsWords = ({ type }: QuizItem, { result }: Shown): boolean =>
  !(result !== null && (type === 'multiple-choice' || type === 'true-false')) &&
  !(result?.correct === true && (type === 'ordering' || type === 'matching'))
