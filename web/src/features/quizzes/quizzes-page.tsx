import type { QuizSummary } from '@learnpath/contracts'
import { PlusIcon, TrashIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { Link, useSearchParams } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, ButtonLink, IconButton } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { hideIds, showIds, useHiddenIds } from '../../components/hidden-ids.ts'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { NewQuizDialog } from './new-quiz-dialog.tsx'

const QUESTIONS_OF = ['conceptId', 'documentId', 'new'] as const

/** All quizzes, and making one; `?new`, `?conceptId=` and `?documentId=` open the making of one. */
export function QuizzesPage(): JSX.Element {
  const t = useTranslations('quizzes')
  const [query, setQuery] = useSearchParams()
  const quizzes = useAnswer('listQuizzes')
  const hidden = useHiddenIds()
  const shown = quizzes.data?.quizzes.filter(({ id }) => !hidden.has(id))
  const open = (isOpen: boolean): void => setQuery(isOpen ? { new: '1' } : {}, { replace: !isOpen })
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      width="prose"
      actions={
        <Button variant="primary" icon={<PlusIcon />} onClick={() => open(true)}>
          {t('make')}
        </Button>
      }
    >
      {shown === undefined && quizzes.isPending && <Skeleton lines={6} />}
      {quizzes.isError && <ErrorState error={quizzes.error} onRetry={() => void quizzes.refetch()} />}
      {shown?.length === 0 && (
        <EmptyState
          title={t('none')}
          actions={
            <>
              <Button variant="primary" onClick={() => open(true)}>
                {t('make')}
              </Button>
              <ButtonLink to="/library">{t('toLibrary')}</ButtonLink>
            </>
          }
        >
          {t('noneText')}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {shown?.map((quiz) => (
          <QuizRow key={quiz.id} quiz={quiz} />
        ))}
      </ul>
      {QUESTIONS_OF.some((name) => query.has(name)) && <NewQuizDialog query={query} onClose={() => open(false)} />}
    </Page>
  )
}

function QuizRow({ quiz }: { readonly quiz: QuizSummary }): JSX.Element {
  const t = useTranslations('quizzes')
  const format = useFormatter()
  const deletion = useCommand('deleteQuiz', { changes: ['listQuizzes'] })
  const undoable = useUndoable()
  const tellFailure = useFailureToast()
  const isDone = quiz.answered >= quiz.itemCount
  const made = format.dateTime(new Date(quiz.createdAt), { dateStyle: 'medium', timeStyle: 'short' })
  const remove = (): void =>
    undoable({
      text: t('deleted', { quiz: t('quizOf', { collection: quiz.collection }) }),
      hide: () => hideIds([quiz.id]),
      show: () => showIds([quiz.id]),
      commit: () => deletion.mutate({ params: { id: quiz.id } }, { onError: tellFailure }),
    })
  return (
    <li className="relative flex flex-col gap-2 rounded-lg border border-line bg-surface p-4 shadow-card hover:border-line-strong">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-medium">
            <Link href={`/quizzes/${quiz.id}`} className="text-ink no-underline after:absolute after:inset-0">
              {t('quizOf', { collection: quiz.collection })}
            </Link>
          </h2>
          <p className="text-sm text-soft">
            {made} · {t('questions', { count: quiz.itemCount })}
          </p>
        </div>
        {quiz.answered === 0 && <Badge kind="accent">{t('isNew')}</Badge>}
        {quiz.answered > 0 && (
          <Badge kind={isDone ? 'good' : 'plain'}>
            {t('rightOf', { correct: quiz.correct, answered: quiz.answered })}
          </Badge>
        )}
        <IconButton label={t('deleteQuiz', { made })} icon={<TrashIcon />} onClick={remove} className="relative z-10" />
      </div>
      <ProgressBar
        label={t('answeredOf', { answered: quiz.answered, count: quiz.itemCount })}
        value={quiz.answered / Math.max(1, quiz.itemCount)}
      />
    </li>
  )
}
