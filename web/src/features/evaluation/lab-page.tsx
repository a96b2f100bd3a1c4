import { PlusIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { useHiddenIds } from '../../components/hidden-ids.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { EvaluationRow } from './evaluation-row.tsx'
import { isUnderWay, REFRESH_MS } from './is-under-way.ts'
import { LabelSets } from './label-sets.tsx'
import { QuestionSets } from './question-sets.tsx'

/** What was compared, and with which questions. */
export function LabPage(): JSX.Element {
  const t = useTranslations('evaluation')
  const runs = useAnswer(
    'listEvaluations',
    { query: { limit: 200 } },
    { refetchMs: (answer) => (answer?.runs.some(isUnderWay) === true ? REFRESH_MS : false) },
  )
  const hidden = useHiddenIds()
  const shown = runs.data?.runs.filter(({ id }) => !hidden.has(id))
  const begin = (
    <>
      <ButtonLink to="/lab/new-chat" variant="primary" icon={<PlusIcon />}>
        {t('newChat')}
      </ButtonLink>
      <ButtonLink to="/lab/new-retrieval" icon={<PlusIcon />}>
        {t('newRetrieval')}
      </ButtonLink>
    </>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={begin}>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <section aria-label={t('evaluations')} className="flex min-w-0 flex-col gap-3">
          {runs.isPending && <Skeleton lines={6} />}
          {runs.isError && <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
          {shown?.length === 0 && <EmptyState title={t('none')}>{t('noneText')}</EmptyState>}
          {shown !== undefined && shown.length > 0 && (
            <ul className="flex flex-col gap-3">
              {shown.map((run) => (
                <EvaluationRow key={run.id} run={run} />
              ))}
            </ul>
          )}
        </section>
        <div className="flex min-w-0 flex-col gap-6">
          <QuestionSets />
          <LabelSets />
        </div>
      </div>
    </Page>
  )
}
