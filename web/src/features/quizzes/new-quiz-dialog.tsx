import type { QuizItemType } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useLocation } from 'wouter'
import { useAnswer, useCommand } from '../../api/use-answer.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Checkbox, SelectField, TextField } from '../../components/field.tsx'
import { ErrorState } from '../../components/states.tsx'
import { useCollection } from '../library/use-collection.ts'
import { ScopePicker } from './scope-picker.tsx'

const TYPES: readonly QuizItemType[] = [
  'multiple-choice',
  'cloze',
  'true-false',
  'matching',
  'ordering',
  'short-answer',
]
const MOST = 500

interface NewQuizDialogProps {
  /** What the address asks for: `conceptId`, `documentId`, `collection`. */
  readonly query: URLSearchParams
  readonly onClose: () => void
}

/** Makes a quiz. Everything has a default: the return key is enough. */
export function NewQuizDialog({ query, onClose }: NewQuizDialogProps): JSX.Element {
  const t = useTranslations('quizzes')
  const app = useTranslations('app')
  const [, navigate] = useLocation()
  const { collection, collections, choose } = useQuizCollection(query.get('collection'))
  const [documentIds, setDocumentIds] = useState<readonly string[]>(() => query.getAll('documentId'))
  const [conceptIds, setConceptIds] = useState<readonly string[]>(() => query.getAll('conceptId'))
  const [types, setTypes] = useState(TYPES)
  const [count, setCount] = useState(10)
  const [newOnly, setNewOnly] = useState(false)
  const make = useCommand('createQuiz', {
    changes: ['listQuizzes'],
    onSuccess: ({ id }) => navigate(`/quizzes/${id}`, { replace: true }),
  })
  const isValid = types.length > 0 && count >= 1 && count <= MOST
  const submit = (): void => {
    make.mutate({
      body: {
        ...(collection === null ? {} : { collection }),
        ...scopeOf({ documentIds, conceptIds }),
        ...(types.length === TYPES.length ? {} : { types: [...types] }),
        count,
        newOnly,
        // Another quiz is asked for each time.
        seed: Date.now() % 2 ** 31,
      },
    })
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('make')}
      description={t('makeLead')}
      footer={
        <>
          <Button onClick={onClose}>{app('cancel')}</Button>
          <Button variant="primary" type="submit" form="new-quiz" disabled={!isValid} busy={make.isPending}>
            {t('start')}
          </Button>
        </>
      }
    >
      <form
        id="new-quiz"
        className="flex flex-col gap-4 pb-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (isValid && !make.isPending) submit()
        }}
      >
        {make.isError && <ErrorState error={make.error} />}
        <div className="grid gap-4 sm:grid-cols-2">
          <CollectionField
            collection={collection}
            collections={collections}
            onChange={(name) => {
              choose(name)
              setDocumentIds([])
              setConceptIds([])
            }}
          />
          <TextField
            type="number"
            data-first-field
            label={t('count')}
            min={1}
            max={MOST}
            value={Number.isNaN(count) ? '' : count}
            onChange={({ target }) => setCount(target.valueAsNumber)}
          />
        </div>
        <TypesField types={types} onChange={setTypes} />
        <Checkbox label={t('newOnly')} checked={newOnly} onChange={() => setNewOnly(!newOnly)} />
        <ScopePicker kind="documents" collection={collection} chosen={documentIds} onChange={setDocumentIds} />
        <ScopePicker kind="concepts" collection={collection} chosen={conceptIds} onChange={setConceptIds} />
      </form>
    </Dialog>
  )
}

/** None chosen means all. */
const scopeOf = (chosen: Readonly<Record<'documentIds' | 'conceptIds', readonly string[]>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(chosen).flatMap(([name, ids]) => (ids.length === 0 ? [] : [[name, [...ids]]])))

interface CollectionFieldProps {
  readonly collection: string | null
  readonly collections: readonly string[]
  readonly onChange: (name: string) => void
}

function CollectionField({ collection, collections, onChange }: CollectionFieldProps): JSX.Element | null {
  const t = useTranslations('app')
  if (collections.length < 2) return null
  return (
    <SelectField label={t('collection')} value={collection ?? ''} onChange={({ target }) => onChange(target.value)}>
      {collections.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </SelectField>
  )
}

interface TypesFieldProps {
  readonly types: readonly QuizItemType[]
  readonly onChange: (types: readonly QuizItemType[]) => void
}

function TypesField({ types, onChange }: TypesFieldProps): JSX.Element {
  const t = useTranslations('quizzes')
  const toggle = (type: QuizItemType): void =>
    onChange(TYPES.filter((one) => (one === type ? !types.includes(one) : types.includes(one))))
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{t('types')}</legend>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {TYPES.map((type) => (
          <Checkbox key={type} label={t(`type.${type}`)} checked={types.includes(type)} onChange={() => toggle(type)} />
        ))}
      </div>
      {types.length === 0 && <p className="text-sm text-bad">{t('typesMissing')}</p>}
    </fieldset>
  )
}

/** The collection to ask about: that of the address, else the one that the person works with, else the largest. */
function useQuizCollection(wanted: string | null): {
  readonly collection: string | null
  readonly collections: readonly string[]
  readonly choose: (name: string) => void
} {
  const { data } = useAnswer('listCollections')
  const [current] = useCollection()
  const [chosen, choose] = useState(wanted)
  const collections = data?.collections ?? []
  const largest = collections.toSorted((one, other) => other.documentCount - one.documentCount)[0]?.name ?? null
  const names = collections.map(({ name }) => name)
  const collection = [chosen, current].find((name) => name !== null && names.includes(name)) ?? largest
  return { collection, collections: names, choose }
}
