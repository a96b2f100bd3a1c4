import type { Quiz, QuizItem } from '@learnpath/contracts'
import { LayersIcon, PlusIcon, ReloadIcon } from '@radix-ui/react-icons'
import { useEffect, useRef, type JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Menu, MenuItem } from '../../components/menu.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { useToast } from '../../components/toast.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { scoresByConcept } from './scores-by-concept.ts'
import { ShortageNote } from './shortage-note.tsx'
import { openItems } from './use-quiz-run.ts'
import { WrongItem } from './wrong-item.tsx'

interface QuizSummaryProps {
  readonly quiz: Quiz
  readonly onRepeat: (itemIds: readonly string[], counts: boolean) => void
}

/** How the quiz went, by concept, and what to do with it. */
export function QuizSummary({ quiz, onRepeat }: QuizSummaryProps): JSX.Element {
  const t = useTranslations('quizzes')
  const format = useFormatter()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const correctOf = new Map(quiz.results.map(({ itemId, correct }) => [itemId, correct]))
  const wrong = quiz.items.filter(({ id, state }) => state !== 'removed' && correctOf.get(id) === false)
  const open = openItems(quiz)
  const share = quiz.answered === 0 ? 0 : quiz.correct / quiz.answered
  return (
    <div className="flex flex-col gap-5">
      <section className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-5 shadow-card">
        <h2 ref={heading} tabIndex={-1} className="text-xl outline-none">
          {t('score', { correct: quiz.correct, answered: quiz.answered })}
        </h2>
        <ProgressBar
          label={t('share', { share: format.number(share, { style: 'percent' }) })}
          value={share}
          kind="good"
        />
        {open.length > 0 && <p>{t('stillOpen', { count: open.length })}</p>}
        <ShortageNote quiz={quiz} />
        <div className="flex flex-wrap gap-2">
          {open.length > 0 && (
            <Button variant="primary" onClick={() => onRepeat(open, true)}>
              {t('goOn')}
            </Button>
          )}
          {wrong.length > 0 && (
            <Button
              variant={open.length > 0 ? 'secondary' : 'primary'}
              icon={<ReloadIcon />}
              onClick={() =>
                onRepeat(
                  wrong.map(({ id }) => id),
                  false,
                )
              }
            >
              {t('repeatWrong')}
            </Button>
          )}
          <AddToReviews quiz={quiz} wrong={wrong} />
          <ButtonLink to={weakConceptsAddress(quiz.collection, wrong)} icon={<PlusIcon />}>
            {t(wrong.length > 0 ? 'moreOnWeak' : 'another')}
          </ButtonLink>
        </div>
      </section>
      <Card title={t('byConcept')}>
        <ul className="flex flex-col gap-3">
          {scoresByConcept(quiz).map(({ concept, correct, answered }) => (
            <li key={concept.id} className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1">
              <Link href={`/concepts/${encodeURIComponent(concept.id)}`}>{concept.name}</Link>
              <span className="text-sm text-soft">{t('rightOf', { correct, answered })}</span>
              <div className="col-span-2">
                <ProgressBar label={concept.name} value={correct / answered} kind="good" />
              </div>
            </li>
          ))}
        </ul>
      </Card>
      {wrong.length > 0 && (
        <Card title={t('wrongOnes')}>
          <ul className="flex flex-col divide-y divide-line">
            {wrong.map((item) => (
              <WrongItem key={item.id} item={item} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

/** A new quiz on the concepts that were answered wrong; on anything when there are none. */
function weakConceptsAddress(collection: string, wrong: readonly QuizItem[]): string {
  const query = new URLSearchParams({ new: '1', collection })
  for (const id of new Set(wrong.map(({ concept }) => concept.id))) query.append('conceptId', id)
  return `/quizzes?${query.toString()}`
}

function AddToReviews({ quiz, wrong }: { readonly quiz: Quiz; readonly wrong: readonly QuizItem[] }): JSX.Element {
  const t = useTranslations('quizzes')
  const toast = useToast()
  const add = useCommand('createCards', {
    changes: ['reviewQueue', 'listCards', 'listDecks', 'reviewForecast', 'status'],
    onSuccess: ({ total }) => toast({ kind: 'good', text: t('added', { count: total }) }),
  })
  const tellFailure = useFailureToast()
  const addAll = (items: readonly QuizItem[]): void =>
    add.mutate({ body: { itemIds: items.map(({ id }) => id) } }, { onError: tellFailure })
  const all = quiz.items.filter(({ state }) => state === 'active')
  if (add.isSuccess) return <ReviewNow />
  if (wrong.length === 0) {
    return (
      <Button icon={<LayersIcon />} busy={add.isPending} disabled={all.length === 0} onClick={() => addAll(all)}>
        {t('addToReviews')}
      </Button>
    )
  }
  return (
    <Menu
      trigger={
        <Button icon={<LayersIcon />} busy={add.isPending}>
          {t('addToReviews')}
        </Button>
      }
    >
      <MenuItem onSelect={() => addAll(wrong)}>{t('addWrong', { count: wrong.length })}</MenuItem>
      <MenuItem onSelect={() => addAll(all)}>{t('addAll', { count: all.length })}</MenuItem>
    </Menu>
  )
}

/** Stands where the cards were added, and takes the focus over from there. */
function ReviewNow(): JSX.Element {
  const t = useTranslations('quizzes')
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => place.current?.querySelector('a')?.focus(), [])
  return (
    <span ref={place}>
      <ButtonLink to="/review" icon={<LayersIcon />}>
        {t('reviewNow')}
      </ButtonLink>
    </span>
  )
}
