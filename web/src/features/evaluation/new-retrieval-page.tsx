import type { CreateRetrievalEvaluationRequestInput, RetrievalSubjectInput } from '@learnpath/contracts'
import { PlusIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation, useSearchParams } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Checkbox, SelectField } from '../../components/field.tsx'
import { Page } from '../../components/page.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../components/states.tsx'
import { RetrievalCost } from './retrieval-cost.tsx'
import { RetrievalSubjectFields } from './retrieval-subject-fields.tsx'
import { useWayNames } from './use-way-names.ts'
import { usableModels, type UsableModels } from './usable-models.ts'

const MOST_SUBJECTS = 12
const LONGEST_TITLE = 200

/** Chooses labelled questions and the ways to search that are compared on them. */
export function NewRetrievalPage(): JSX.Element {
  const t = useTranslations('evaluation')
  const sets = useAnswer('listLabelSets')
  const models = useAnswer('listModels')
  const filled = sets.data?.sets.filter(({ questions }) => questions.total > 0)
  return (
    <Page title={t('newRetrieval')} lead={t('newRetrievalLead')} width="prose">
      {(sets.isPending || models.isPending) && <Skeleton lines={8} />}
      {sets.isError && <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />}
      {models.isError && <ErrorState error={models.error} onRetry={() => void models.refetch()} />}
      {filled?.length === 0 && (
        <EmptyState title={t('noLabels')} actions={<ButtonLink to="/lab">{t('toLab')}</ButtonLink>}>
          {t('noLabelsText')}
        </EmptyState>
      )}
      {filled !== undefined && filled.length > 0 && models.data !== undefined && (
        <NewRetrievalForm sets={filled} models={usableModels(models.data.models)} />
      )}
    </Page>
  )
}

interface Draft {
  readonly key: number
  readonly subject: RetrievalSubjectInput
}

function firstSubjects({ embedders: [first] }: UsableModels): Draft[] {
  const subjects: RetrievalSubjectInput[] =
    first === undefined
      ? [{ mode: 'keyword' }]
      : [{ mode: 'keyword' }, { mode: 'vector', model: first.id }, { mode: 'hybrid', model: first.id }]
  return subjects.map((subject, key) => ({ key, subject }))
}

interface NewRetrievalFormProps {
  readonly sets: readonly {
    readonly id: string
    readonly name: string
    readonly questions: { readonly total: number }
  }[]
  readonly models: UsableModels
}

function NewRetrievalForm({ sets, models }: NewRetrievalFormProps): JSX.Element {
  const t = useTranslations('evaluation')
  const [, navigate] = useLocation()
  const [query] = useSearchParams()
  const [labelSetId, setLabelSetId] = useState(query.get('set') ?? sets[0]?.id ?? '')
  const [checkedOnly, setCheckedOnly] = useState(false)
  const [drafts, setDrafts] = useState(() => firstSubjects(models))
  const subjects = drafts.map(({ subject }) => subject)
  const names = useWayNames(subjects, models)
  const body: CreateRetrievalEvaluationRequestInput = {
    labelSetId,
    checkedOnly,
    subjects: subjects.map((subject, place) => ({ ...subject, name: names[place] ?? '' })),
    title: names.join(' / ').slice(0, LONGEST_TITLE),
  }
  const create = useCommand('createRetrievalEvaluation', {
    changes: ['listEvaluations'],
    onSuccess: ({ id }) => navigate(`/lab/runs/${id}`),
  })
  const add = (): void => {
    const key = Math.max(...drafts.map((draft) => draft.key)) + 1
    const model = models.embedders[0]?.id
    setDrafts([...drafts, { key, subject: model === undefined ? { mode: 'keyword' } : { mode: 'hybrid', model } }])
  }
  return (
    <div className="flex flex-col gap-5">
      <Card title={t('questions')}>
        <div className="flex flex-col gap-3">
          <SelectField label={t('labelSet')} value={labelSetId} onChange={({ target }) => setLabelSetId(target.value)}>
            {sets.map(({ id, name, questions }) => (
              <option key={id} value={id}>
                {name} ({questions.total})
              </option>
            ))}
          </SelectField>
          <Checkbox
            label={t('checkedOnly')}
            checked={checkedOnly}
            onChange={({ target }) => setCheckedOnly(target.checked)}
          />
        </div>
      </Card>
      <Card title={t('waysToSearch')}>
        <p className="mb-3 text-sm text-soft">{t('referenceHint')}</p>
        <ul className="flex flex-col gap-4">
          {drafts.map(({ key, subject }, place) => (
            <RetrievalSubjectFields
              key={key}
              place={place}
              subject={subject}
              models={models}
              onChange={(changed) =>
                setDrafts(drafts.map((one) => (one.key === key ? { key, subject: changed } : one)))
              }
              {...(drafts.length > 1 ? { onRemove: () => setDrafts(drafts.filter((one) => one.key !== key)) } : {})}
            />
          ))}
        </ul>
        {models.embedders.length === 0 && <p className="mt-3 text-soft">{t('noEmbedders')}</p>}
        <Button
          className="mt-4"
          size="small"
          icon={<PlusIcon />}
          disabled={drafts.length >= MOST_SUBJECTS}
          onClick={add}
        >
          {t('addSubject')}
        </Button>
      </Card>
      <RetrievalCost body={body} />
      {create.isError && <ErrorState error={create.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink to="/lab">{t('back')}</ButtonLink>
        <Button variant="primary" busy={create.isPending} onClick={() => create.mutate({ body })}>
          {t('start')}
        </Button>
      </div>
    </div>
  )
}
