import type { LabelledQuestion, LabelSet } from '@learnpath/contracts'
import { DownloadIcon, TrashIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useParams } from 'wouter'
import { addressOf } from '../../api/request.ts'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink, IconButton } from '../../components/button.tsx'
import { SelectField } from '../../components/field.tsx'
import { hideIds, showIds, useHiddenIds } from '../../components/hidden-ids.ts'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { useFailureToast } from '../../components/use-failure-toast.ts'
import { useUndoable } from '../../components/use-undoable.ts'
import { GenerateLabels } from './generate-labels.tsx'
import { LabelledQuestionRow } from './labelled-question-row.tsx'

const SHOWN = 50
const FILTERS = ['all', 'unchecked', 'own', 'generated', 'imported', 'lost'] as const
type Filter = (typeof FILTERS)[number]

function isShown({ origin, checked, usable }: LabelledQuestion, filter: Filter): boolean {
  if (filter === 'all') return true
  if (filter === 'unchecked') return checked === 'rules'
  return filter === 'lost' ? !usable : origin === filter
}

/** A set of questions with the passages that answer them. */
export function LabelsPage(): JSX.Element {
  const t = useTranslations('evaluation')
  const { id = '' } = useParams()
  const set = useAnswer('getLabelSet', { params: { id } })
  return (
    <Page
      title={set.data?.name ?? t('labelSets')}
      lead={t('labelsLead')}
      {...(set.data === undefined ? {} : { actions: <Actions set={set.data} /> })}
    >
      {set.isPending && <Skeleton lines={8} />}
      {set.isError && <ErrorState error={set.error} onRetry={() => void set.refetch()} />}
      {set.data !== undefined && <Questions set={set.data} />}
    </Page>
  )
}

function Actions({ set }: { readonly set: LabelSet }): JSX.Element {
  const t = useTranslations('evaluation')
  const [, navigate] = useLocation()
  const undoable = useUndoable()
  const deletion = useCommand('deleteLabelSet', { changes: ['listLabelSets'], onError: useFailureToast() })
  const { id, name, questions } = set
  const remove = (): void => {
    undoable({
      text: t('deleted', { title: name }),
      hide: () => hideIds([id]),
      show: () => showIds([id]),
      commit: () => deletion.mutate({ params: { id } }),
    })
    navigate('/lab')
  }
  const download = (): void => window.location.assign(addressOf('exportLabels', { params: { id } }))
  return (
    <>
      <GenerateLabels setId={id} />
      <Button icon={<DownloadIcon />} disabled={questions.length === 0} onClick={download}>
        {t('exportLabels')}
      </Button>
      <IconButton label={t('deleteSet', { title: name })} icon={<TrashIcon />} onClick={remove} />
      {questions.some(({ usable }) => usable) && (
        <ButtonLink variant="primary" to={`/lab/new-retrieval?set=${encodeURIComponent(id)}`}>
          {t('compareWithThese')}
        </ButtonLink>
      )}
    </>
  )
}

function Questions({ set }: { readonly set: LabelSet }): JSX.Element {
  const t = useTranslations('evaluation')
  const hidden = useHiddenIds()
  const [filter, setFilter] = useState<Filter>('all')
  const [most, setMost] = useState(SHOWN)
  const there = set.questions.filter(({ id }) => !hidden.has(id))
  if (there.length === 0) return <EmptyState title={t('noQuestions')}>{t('noQuestionsText')}</EmptyState>
  const shown = there.filter((question) => isShown(question, filter))
  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label={t('show')}
        value={filter}
        onChange={({ target }) => setFilter(FILTERS.find((one) => one === target.value) ?? 'all')}
      >
        {FILTERS.map((one) => (
          <option key={one} value={one}>
            {t(`filter.${one}`, { count: there.filter((question) => isShown(question, one)).length })}
          </option>
        ))}
      </SelectField>
      <ul className="flex flex-col gap-3">
        {shown.slice(0, most).map((question) => (
          <LabelledQuestionRow key={question.id} setId={set.id} question={question} />
        ))}
      </ul>
      {shown.length > most && (
        <Button onClick={() => setMost(most + SHOWN)}>{t('showMore', { count: shown.length - most })}</Button>
      )}
    </div>
  )
}
