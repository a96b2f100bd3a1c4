import { Cross2Icon } from '@radix-ui/react-icons'
import { useDeferredValue, useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { IconButton } from '../../components/button.tsx'
import { Checkbox, TextField } from '../../components/field.tsx'

/** So many are listed; the others are found by their name. */
const LISTED = 40

interface ScopePickerProps {
  readonly kind: 'documents' | 'concepts'
  /** Null: it is not known yet. */
  readonly collection: string | null
  readonly chosen: readonly string[]
  readonly onChange: (chosen: readonly string[]) => void
}

/** Documents or concepts to ask about, found by their names. None chosen means all. */
export function ScopePicker({ kind, collection, chosen, onChange }: ScopePickerProps): JSX.Element {
  const t = useTranslations('quizzes')
  const [words, setWords] = useState('')
  const options = useOptions(kind, collection, useDeferredValue(words.trim()))
  const toggle = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
  return (
    <details className="rounded-md border border-line" open={chosen.length > 0}>
      <summary className="min-h-10 px-3 py-2">
        {t(`only.${kind}`)} <span className="text-soft">· {t(`chosen.${kind}`, { count: chosen.length })}</span>
      </summary>
      <div className="flex flex-col gap-2 px-3 pb-3">
        {chosen.length > 0 && (
          <ul className="flex flex-wrap gap-1.5">
            {chosen.map((id) => (
              <Chosen key={id} kind={kind} id={id} onRemove={() => toggle(id)} />
            ))}
          </ul>
        )}
        <TextField
          type="search"
          label={t(`find.${kind}`)}
          labelHidden
          placeholder={t(`find.${kind}`)}
          value={words}
          onChange={({ target }) => setWords(target.value)}
        />
        <ul className="flex max-h-48 flex-col overflow-y-auto">
          {options.map(({ id, name }) => (
            <li key={id}>
              <Checkbox label={name} checked={chosen.includes(id)} onChange={() => toggle(id)} />
            </li>
          ))}
          {options.length === 0 && <li className="text-sm text-soft">{t('nothingFound')}</li>}
        </ul>
      </div>
    </details>
  )
}

interface Option {
  readonly id: string
  readonly name: string
}

function useOptions(kind: ScopePickerProps['kind'], collection: string | null, contains: string): readonly Option[] {
  const query = {
    limit: LISTED,
    ...(collection === null ? {} : { collection }),
    ...(contains === '' ? {} : { contains }),
  }
  const ofDocuments = kind === 'documents'
  const documents = useAnswer('listDocuments', { query }, { enabled: ofDocuments, keepBefore: true })
  const concepts = useAnswer(
    'listConcepts',
    { query },
    { enabled: !ofDocuments && collection !== null, keepBefore: true },
  )
  if (ofDocuments) return documents.data?.documents.map(({ id, title }) => ({ id, name: title })) ?? []
  return concepts.data?.concepts ?? []
}

interface ChosenProps {
  readonly kind: ScopePickerProps['kind']
  readonly id: string
  readonly onRemove: () => void
}

function Chosen({ kind, id, onRemove }: ChosenProps): JSX.Element {
  const t = useTranslations('quizzes')
  const document = useAnswer('getDocument', { params: { id } }, { enabled: kind === 'documents' })
  const concept = useAnswer('getConcept', { params: { id } }, { enabled: kind === 'concepts' })
  const name = kind === 'documents' ? document.data?.title : concept.data?.name
  return (
    <li className="flex items-center rounded-full bg-accent-soft pl-3 text-sm text-accent-strong">
      {name ?? '…'}
      <IconButton label={t('leaveOut', { name: name ?? id })} icon={<Cross2Icon />} onClick={onRemove} />
    </li>
  )
}
