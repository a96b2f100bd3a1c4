import type { Quiz } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { useParams } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Page } from '../../components/page.tsx'
import { ProgressBar } from '../../components/progress-bar.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { ExportMenu } from '../exchange/export-menu.tsx'
import { QuizQuestion } from './quiz-question.tsx'
import { QuizSummary } from './quiz-summary.tsx'
import { ShortageNote } from './shortage-note.tsx'
import { useQuizRun } from './use-quiz-run.ts'

/** One quiz: taken item by item, then looked back on. */
export function QuizPage(): JSX.Element {
  const t = useTranslations('quizzes')
  const { id } = useParams<{ id: string }>()
  // What was answered is written into it here; asked for again it would be the same.
  const quiz = useAnswer('getQuiz', { params: { id } }, { staleMs: Number.POSITIVE_INFINITY })
  if (quiz.data !== undefined) return <LoadedQuiz key={id} quiz={quiz.data} />
  return (
    <Page title={t('quiz')} width="prose">
      {quiz.isError ? (
        <div className="flex flex-col items-start gap-4">
          <ErrorState error={quiz.error} onRetry={() => void quiz.refetch()} />
          <ButtonLink to="/quizzes">{t('allQuizzes')}</ButtonLink>
        </div>
      ) : (
        <Skeleton lines={6} />
      )}
    </Page>
  )
}

function LoadedQuiz({ quiz }: { readonly quiz: Quiz }): JSX.Element {
  const t = useTranslations('quizzes')
  const format = useFormatter()
  const run = useQuizRun(quiz)
  const { item } = run
  return (
    <Page
      title={t('quizOf', { collection: quiz.collection })}
      lead={format.dateTime(new Date(quiz.createdAt), { dateStyle: 'long', timeStyle: 'short' })}
      width="prose"
      actions={
        <>
          <ButtonLink to="/quizzes" variant="quiet">
            {t('allQuizzes')}
          </ButtonLink>
          <ExportMenu quizId={quiz.id} />
        </>
      }
    >
      {item === null ? (
        <QuizSummary quiz={quiz} onRepeat={run.repeat} />
      ) : (
        <div className="flex flex-col gap-5">
          <div className="flex flex-col gap-1.5">
            <p className="text-sm text-soft">
              {t(run.counts ? 'placeOf' : 'placeOfRepeated', { place: run.place, total: run.total })}
            </p>
            <ProgressBar label={t('progress')} value={(run.place - 1) / run.total} />
          </div>
          {run.place === 1 && <ShortageNote quiz={quiz} />}
          <QuizQuestion key={`${item.id} ${run.place}`} run={run} item={item} />
        </div>
      )}
    </Page>
  )
}
