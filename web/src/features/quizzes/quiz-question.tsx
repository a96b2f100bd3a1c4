import type { QuizAnswer, QuizItem } from '@learnpath/contracts'
import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { AnswerFeedback } from './answer-feedback.tsx'
import { AnswerForm, firstAnswer } from './answers/answer-form.tsx'
import { ItemThumbs } from './item-thumbs.tsx'
import type { QuizRun } from './use-quiz-run.ts'

interface QuizQuestionProps {
  readonly run: QuizRun
  readonly item: QuizItem
}

/** One item: asked, answered, and what is to be said about the answer. */
export function QuizQuestion({ run, item }: QuizQuestionProps): JSX.Element {
  const t = useTranslations('quizzes')
  const [answer, setAnswer] = useState<QuizAnswer | null>(() => firstAnswer(item))
  const [askedAt] = useState(() => performance.now())
  const heading = useRef<HTMLHeadingElement>(null)
  const { shown } = run
  useEffect(() => {
    // Not away from a field that took the focus itself.
    if (document.activeElement === null || document.activeElement === document.body) heading.current?.focus()
  }, [])
  const isAsked = shown === null && !run.isBusy
  const check = (): void => {
    if (isAsked && answer !== null) run.answer(answer, Math.round(performance.now() - askedAt))
  }
  useKeys((key) => {
    if (!isAsked || (key !== ' ' && key !== 'Enter')) return false
    if (answer !== null) check()
    else if (key === ' ') run.reveal()
    return true
  })
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        check()
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <Badge kind="accent">{t(`type.${item.type}`)}</Badge>
        {/* Before the answer it would often be the answer. */}
        {shown !== null && (
          <Link href={`/concepts/${encodeURIComponent(item.concept.id)}`} className="min-h-6 text-sm text-soft">
            {item.concept.name}
          </Link>
        )}
        <span className="ml-auto">
          <ItemThumbs item={item} onRemoved={run.leaveOut} onBack={run.takeBackIn} />
        </span>
      </div>
      <h2 ref={heading} tabIndex={-1} className="text-xl leading-snug font-medium outline-none" lang={item.language}>
        <RichText text={item.stem} />
      </h2>
      <AnswerForm
        item={item}
        answer={answer}
        onChange={setAnswer}
        isClosed={!isAsked}
        solution={shown?.solution ?? null}
      />
      {shown === null ? (
        <div className="flex flex-wrap justify-end gap-2">
          <Button variant="quiet" onClick={run.reveal} disabled={run.isBusy}>
            {t('reveal')}
            {item.type !== 'cloze' && item.type !== 'short-answer' && <KeyHint>␣</KeyHint>}
          </Button>
          <Button type="submit" variant="primary" disabled={answer === null} busy={run.isBusy}>
            {t('check')}
            <KeyHint>↵</KeyHint>
          </Button>
        </div>
      ) : (
        <AnswerFeedback
          item={item}
          shown={shown}
          isLast={run.place === run.total}
          isBusy={run.isBusy}
          onAssess={run.assess}
          onNext={run.next}
        />
      )}
    </form>
  )
}
