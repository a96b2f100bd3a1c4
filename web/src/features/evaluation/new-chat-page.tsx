import type { ChatSubject } from '@learnpath/contracts'
import { PlusIcon } from '@radix-ui/react-icons'
import { useState, type JSX } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Checkbox, SelectField, TextField } from '../../components/field.tsx'
import { Page } from '../../components/page.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { ChatCost } from './chat-cost.tsx'
import { ChatSubjectFields } from './chat-subject-fields.tsx'

const MOST_SUBJECTS = 8
const EXTRACTIVE = 'extractive'

interface Draft extends ChatSubject {
  readonly key: number
}

/** Chooses questions and subjects of a comparison of language models, and tells what it will cost. */
export function NewChatPage(): JSX.Element {
  const t = useTranslations('evaluation')
  const sets = useAnswer('listQuestionSets')
  const models = useAnswer('listLanguageModels')
  return (
    <Page title={t('newChat')} lead={t('newChatLead')} width="prose">
      {(sets.isPending || models.isPending) && <Skeleton lines={8} />}
      {sets.isError && <ErrorState error={sets.error} onRetry={() => void sets.refetch()} />}
      {models.isError && <ErrorState error={models.error} onRetry={() => void models.refetch()} />}
      {sets.data !== undefined && models.data !== undefined && (
        <NewChatForm
          sets={sets.data.sets.filter(({ kind }) => kind === 'chat')}
          models={[...models.data.models.map(({ id }) => id), EXTRACTIVE]}
        />
      )}
    </Page>
  )
}

type Sets = NonNullable<ReturnType<typeof useAnswer<'listQuestionSets'>>['data']>['sets']

function firstSubjects(models: readonly string[], label: (place: number) => string): Draft[] {
  const [first = EXTRACTIVE, second = EXTRACTIVE] = models
  return [first, second].map((model, at) => ({ key: at, model, label: label(at) }))
}

function NewChatForm({ sets, models }: { readonly sets: Sets; readonly models: readonly string[] }): JSX.Element {
  const t = useTranslations('evaluation')
  const [, navigate] = useLocation()
  const nameOf = (place: number): string => t('subjectName', { letter: String.fromCodePoint(65 + place) })
  const language = useLocale().slice(0, 2)
  const [questionSet, setQuestionSet] = useState((sets.find((set) => set.language === language) ?? sets[0])?.id ?? '')
  const [subjects, setSubjects] = useState(() => firstSubjects(models, nameOf))
  const [runSettings, setRunSettings] = useState({ repetitions: 1, cold: false })
  const create = useCommand('createChatEvaluation', {
    changes: ['listEvaluations'],
    onSuccess: ({ id }) => navigate(`/lab/runs/${id}`),
  })
  const labels = subjects.map(({ label }) => label.trim())
  const isDistinct = new Set(labels).size === labels.length && labels.every((label) => label !== '')
  const add = (): void => {
    const key = Math.max(...subjects.map((subject) => subject.key)) + 1
    setSubjects([...subjects, { key, model: models[0] ?? EXTRACTIVE, label: nameOf(key) }])
  }
  const change = (key: number, subject: ChatSubject): void =>
    setSubjects(subjects.map((one) => (one.key === key ? { ...subject, key } : one)))
  const start = (): void => {
    const asked = subjects.map(({ label, model, settings }) => ({
      label: label.trim(),
      model,
      ...(settings === undefined ? {} : { settings }),
    }))
    create.mutate({ body: { questionSet, subjects: asked, ...runSettings } })
  }
  return (
    <div className="flex flex-col gap-5">
      <QuestionChoice sets={sets} value={questionSet} onChange={setQuestionSet} />
      <Card title={t('subjects')}>
        {models.length === 1 && <p className="mb-3 text-soft">{t('noLanguageModels')}</p>}
        <ul className="flex flex-col gap-4">
          {subjects.map(({ key, ...subject }) => (
            <ChatSubjectFields
              key={key}
              subject={subject}
              models={models}
              onChange={(changed) => change(key, changed)}
              {...(subjects.length > 1
                ? { onRemove: () => setSubjects(subjects.filter((one) => one.key !== key)) }
                : {})}
            />
          ))}
        </ul>
        {!isDistinct && <p className="mt-2 text-sm text-bad">{t('labelsDistinct')}</p>}
        <Button
          className="mt-4"
          size="small"
          icon={<PlusIcon />}
          disabled={subjects.length >= MOST_SUBJECTS}
          onClick={add}
        >
          {t('addSubject')}
        </Button>
      </Card>
      <RunSettings settings={runSettings} onChange={setRunSettings} />
      <ChatCost
        set={sets.find(({ id }) => id === questionSet)}
        subjects={subjects}
        repetitions={runSettings.repetitions}
      />
      {create.isError && <ErrorState error={create.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink to="/lab">{t('back')}</ButtonLink>
        <Button variant="primary" busy={create.isPending} disabled={questionSet === '' || !isDistinct} onClick={start}>
          {t('start')}
        </Button>
      </div>
    </div>
  )
}

interface QuestionChoiceProps {
  readonly sets: Sets
  readonly value: string
  readonly onChange: (id: string) => void
}

function QuestionChoice({ sets, value, onChange }: QuestionChoiceProps): JSX.Element {
  const t = useTranslations('evaluation')
  const chosen = sets.find(({ id }) => id === value)
  return (
    <Card title={t('questions')}>
      <SelectField
        label={t('questionSet')}
        value={value}
        hint={chosen?.description}
        onChange={({ target }) => onChange(target.value)}
      >
        {sets.map(({ id, title, questionCount }) => (
          <option key={id} value={id}>
            {title} ({questionCount})
          </option>
        ))}
      </SelectField>
    </Card>
  )
}

interface Settings {
  readonly repetitions: number
  readonly cold: boolean
}

interface RunSettingsProps {
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
}

function RunSettings({ settings, onChange }: RunSettingsProps): JSX.Element {
  const t = useTranslations('evaluation')
  const { repetitions, cold } = settings
  return (
    <Card title={t('settings')}>
      <div className="flex flex-col gap-3">
        <TextField
          type="number"
          min={1}
          max={20}
          label={t('repetitions')}
          hint={t('repetitionsHint')}
          value={repetitions}
          onChange={({ target }) =>
            onChange({ ...settings, repetitions: Math.min(20, Math.max(1, Number(target.value))) })
          }
        />
        <Checkbox
          label={t('cold')}
          checked={cold}
          onChange={({ target }) => onChange({ ...settings, cold: target.checked })}
        />
      </div>
    </Card>
  )
}
