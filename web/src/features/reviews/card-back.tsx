import type { CardDetail, QuizSolution } from '@learnpath/contracts'
import type { JSX, Ref } from 'react'
import { useTranslations } from 'use-intl'
import { RichText } from '../../components/rich-text.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { VerdictMark } from '../quizzes/answers/verdict-mark.tsx'
import { EvidencePassage } from '../quizzes/evidence-passage.tsx'
import { RightAnswer } from '../quizzes/right-answer.tsx'
import { clozeParts } from './cloze-text.ts'

interface CardBackProps {
  readonly card: CardDetail
  /** Null for a card that is made from no item, and while it is on its way. */
  readonly solution: QuizSolution | null
  /** Why the solution cannot be had. */
  readonly error: unknown
  readonly onRetry: () => void
  /** Null when nothing was chosen that could be right or wrong. */
  readonly wasRight: boolean | null
  readonly ref: Ref<HTMLElement>
}

/** The answer, and where it stands. */
export function CardBack({ card, solution, error, onRetry, wasRight, ref }: CardBackProps): JSX.Element {
  const t = useTranslations('reviews')
  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-label={t('answer')}
      className="flex flex-col gap-4 border-t border-line pt-4 outline-none"
    >
      {wasRight !== null && (
        <p
          role="status"
          className={wasRight ? 'flex gap-2 font-semibold text-good' : 'flex gap-2 font-semibold text-bad'}
        >
          <VerdictMark right={wasRight} label="" />
          {t(wasRight ? 'chosenRight' : 'chosenWrong')}
        </p>
      )}
      {card.item === null ? (
        <OwnBack card={card} />
      ) : solution !== null ? (
        <>
          <RightAnswer item={card.item} solution={solution} />
          <EvidencePassage {...solution} />
        </>
      ) : error === null ? (
        <Skeleton />
      ) : (
        <ErrorState error={error} onRetry={onRetry} />
      )}
    </section>
  )
}

function OwnBack({ card }: { readonly card: CardDetail }): JSX.Element {
  return (
    <div className="flex flex-col gap-3 text-lg">
      {card.kind === 'cloze' && (
        <p>
          {clozeParts(card.front).map(({ text, at, isGap }) => (
            <RichText key={at} text={text} className={isGap ? 'bg-mark font-medium' : ''} />
          ))}
        </p>
      )}
      {card.back !== '' && (
        <p>
          <RichText text={card.back} />
        </p>
      )}
    </div>
  )
}
