import type { Collection } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../../api/use-answer.ts'
import { SelectField } from '../../../components/field.tsx'
import { PickList } from './pick-list.tsx'
import type { PlanForm } from './plan-form.ts'
import type { PlanFormMethods } from './use-plan-form.ts'
import { useSettled } from './use-settled.ts'

/** Few enough to tab through; the others are found by name. */
const SHOWN = 12
const PAUSE_MS = 150

interface ScopeStepProps {
  readonly form: PlanFormMethods
  readonly values: PlanForm
  readonly collection: string
  readonly collections: readonly Collection[]
}

/** Which collection, and whether all of it: documents and concepts can be chosen. */
export function ScopeStep({ form, values, collection, collections }: ScopeStepProps): JSX.Element {
  const t = useTranslations('plans')
  const change = (name: 'documentIds' | 'conceptIds', ids: string[]): void => {
    form.setValue(name, ids, { shouldDirty: true })
    form.setValue('dropped', [])
  }
  return (
    <div className="flex flex-col gap-6">
      {collections.length > 1 && (
        <SelectField
          label={t('collection')}
          value={collection}
          onChange={({ target }) => {
            form.setValue('collection', target.value, { shouldDirty: true })
            change('documentIds', [])
            change('conceptIds', [])
          }}
        >
          {collections.map(({ id, name, documentCount }) => (
            <option key={id} value={name}>
              {t('collectionOption', { name, count: documentCount })}
            </option>
          ))}
        </SelectField>
      )}
      <DocumentChoice collection={collection} ids={values.documentIds} onChange={(ids) => change('documentIds', ids)} />
      <ConceptChoice collection={collection} ids={values.conceptIds} onChange={(ids) => change('conceptIds', ids)} />
    </div>
  )
}

interface ChoiceProps {
  readonly collection: string
  readonly ids: readonly string[]
  readonly onChange: (ids: string[]) => void
}

function DocumentChoice({ collection, ids, onChange }: ChoiceProps): JSX.Element {
  const t = useTranslations('plans')
  const [search, setSearch] = useState('')
  const contains = useSettled(search, PAUSE_MS)
  const query = { collection, limit: SHOWN, ...(contains.trim() === '' ? {} : { contains }) }
  const { data } = useAnswer('listDocuments', { query }, { keepBefore: true })
  return (
    <PickList
      title={t('documents')}
      hint={t('documentsAll')}
      searchLabel={t('documentsSearch')}
      found={data?.documents.map(({ id, title, path }) => ({ id, name: title, note: path })) ?? null}
      total={data?.total ?? 0}
      search={search}
      onSearch={setSearch}
      chosenIds={ids}
      onChange={onChange}
      Name={DocumentName}
    />
  )
}

function DocumentName({ id }: { readonly id: string }): JSX.Element {
  const { data } = useAnswer('getDocument', { params: { id } })
  return <>{data?.title ?? '…'}</>
}

function ConceptChoice({ collection, ids, onChange }: ChoiceProps): JSX.Element {
  const t = useTranslations('plans')
  const [search, setSearch] = useState('')
  const contains = useSettled(search, PAUSE_MS)
  const query = { collection, limit: SHOWN, ...(contains.trim() === '' ? {} : { contains }) }
  const { data } = useAnswer('listConcepts', { query }, { keepBefore: true })
  return (
    <PickList
      title={t('concepts')}
      hint={t('conceptsAll')}
      searchLabel={t('conceptsSearch')}
      found={data?.concepts.map(({ id, name }) => ({ id, name })) ?? null}
      total={data?.total ?? 0}
      search={search}
      onSearch={setSearch}
      chosenIds={ids}
      onChange={onChange}
      Name={ConceptName}
    />
  )
}

function ConceptName({ id }: { readonly id: string }): JSX.Element {
  const { data } = useAnswer('getConcept', { params: { id } })
  return <>{data?.name ?? '…'}</>
}
