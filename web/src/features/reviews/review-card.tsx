import type { CardDetail, QuizAnswer, QuizSolution } from '@learnpath/contracts'
import { DotsHorizontalIcon, Pencil1Icon, PauseIcon } from '@radix-ui/react-icons'
import { useEffect, useRef, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, IconButton } from '../../components/button.tsx'
import { KeyHint } from '../../components/key-hint.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { RichText } from '../../components/rich-text.tsx'
import { useKeys } from '../../components/use-keys.ts'
import { AnswerForm, firstAnswer } from '../quizzes/answers/answer-form.tsx'
import { CardBack } from './card-back.tsx'
import { CardEditor } from './card-editor.tsx'
import { clozeQuestion } from './cloze-text.ts'
import { RatingButtons } from './rating-buttons.tsx'
import type { ReviewSession } from './use-review-session.ts'

interface ReviewCardProps {
  readonly card: CardDetail
  readonly session: ReviewSession
}

/** Types that can be answered by choosing; what would be typed is thought, and compared. */
const CHOSEN = new Set(['multiple-choice', 'true-false', 'matching', 'ordering'])

/** A card: its front, then its back, then how well it was known. */
export function ReviewCard({ card, session }: ReviewCardProps): JSX.Element {
  const t = useTranslations('reviews')
  const { item } = card
  const [answer, setAnswer] = useState<QuizAnswer | null>(() => (item === null ? null : firstAnswer(item)))
  const [isTurned, setIsTurned] = useState(false)
  const [isEditing, setIsEditing] = useState(false)
  const [shownAt] = useState(() => performance.now())
  const question = useRef<HTMLHeadingElement>(null)
  const back = useRef<HTMLElement>(null)
  const isChosen = item !== null && CHOSEN.has(item.type)
  const solved = useSolution(item)
  const solution = isTurned ? solved.solution : null
  const wasRight = isChosen ? verdictOn(answer, solution) : null
  useEffect(() => {
    if (isTurned) back.current?.focus({ preventScroll: true })
    else if (!(document.activeElement instanceof HTMLSelectElement)) question.current?.focus({ preventScroll: true })
  }, [isTurned])
  const turn = (): void => setIsTurned(true)
  const edit = (): void => setIsEditing(item === null)
  useKeys((key) => {
    const action = { ' ': turn, Enter: turn, s: session.suspend, e: edit }[key.length === 1 ? key.toLowerCase() : key]
    if (action === undefined || (action === turn && isTurned)) return false
    action()
    return true
  })
  return (
    <article className="flex flex-col gap-5 rounded-lg border border-line bg-surface p-5 shadow-card">
      <CardHeader card={card} onSuspend={session.suspend} onEdit={edit} />
      <h2 ref={question} tabIndex={-1} className="text-xl leading-snug font-medium outline-none">
        <RichText text={frontOf(card)} />
      </h2>
      {item !== null && isChosen && (
        <AnswerForm item={item} answer={answer} onChange={setAnswer} isClosed={isTurned} solution={solution} />
      )}
      {isTurned ? (
        <>
          <CardBack
            ref={back}
            card={card}
            solution={solution}
            error={solved.error}
            onRetry={solved.retry}
            wasRight={wasRight}
          />
          {!solved.isPending && (
            <RatingButtons
              preview={card.preview}
              suggested={wasRight === false ? 'again' : 'good'}
              onRate={(rating) => session.rate(rating, Math.round(performance.now() - shownAt))}
            />
          )}
        </>
      ) : (
        <Button variant="primary" onClick={turn} className="self-center">
          {t('showAnswer')}
          <KeyHint>␣</KeyHint>
        </Button>
      )}
      {isEditing && <CardEditor card={card} onClose={() => setIsEditing(false)} onSaved={session.replace} />}
    </article>
  )
}

interface Solved {
  readonly solution: QuizSolution | null
  /** On its way: nobody can say yet how well it was known. */
  readonly isPending: boolean
  readonly error: unknown
  readonly retry: () => void
}

/** What a card from an item needs for its back. */
function useSolution(item: CardDetail['item']): Solved {
  const { data, isPending, error, refetch } = useAnswer(
    'getQuizItem',
    { params: { id: item?.id ?? '' } },
    { enabled: item !== null },
  )
  return {
    solution: data?.solution ?? null,
    isPending: item !== null && isPending,
    error,
    retry: () => void refetch(),
  }
}

interface CardHeaderProps {
  readonly card: CardDetail
  readonly onSuspend: () => void
  readonly onEdit: () => void
}

function CardHeader({ card, onSuspend, onEdit }: CardHeaderProps): JSX.Element {
  const t = useTranslations('reviews')
  return (
    <header className="flex items-center gap-2">
      <Badge kind={card.state === 'new' ? 'accent' : 'plain'}>{t(`state.${card.state}`)}</Badge>
      {card.leech && <Badge kind="warn">{t('leech')}</Badge>}
      <span className="min-w-0 flex-1 truncate text-sm text-soft">{card.deck}</span>
      <Menu trigger={<IconButton label={t('cardActions')} icon={<DotsHorizontalIcon />} />}>
        <MenuItem icon={<PauseIcon />} onSelect={onSuspend}>
          {t('suspend')} <KeyHint>S</KeyHint>
        </MenuItem>
        {card.item === null && (
          <MenuItem icon={<Pencil1Icon />} onSelect={onEdit}>
            {t('edit')} <KeyHint>E</KeyHint>
          </MenuItem>
        )}
      </Menu>
    </header>
  )
}

function frontOf({ item, kind, front }: CardDetail): string {
  if (item !== null) return item.stem
  return kind === 'cloze' ? clozeQuestion(front) : front
}

/** Null when nothing was chosen, or it is not known yet. */
const verdictOn = (answer: QuizAnswer | null, solution: QuizSolution | null): boolean | null =>
  answer === null || solution === null ? null : JSON.stringify(answer) === JSON.stringify(solution.answer)
