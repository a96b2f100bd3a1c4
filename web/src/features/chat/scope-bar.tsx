import { Cross2Icon, FileTextIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { IconButton } from '../../components/button.tsx'
import { SelectField } from '../../components/field.tsx'
import type { SearchFilters } from '@learnpath/contracts'
import { EVERYWHERE, isWiderThanShown, scopeOf, type AskScope } from './ask-scope.ts'

interface ScopeBarProps {
  readonly filters: SearchFilters
  readonly onChange: (scope: AskScope) => void
}

const ALL = ''

/** Where the answer may come from: one document, a collection, or all. Nothing to see when there is nothing to choose. */
export function ScopeBar({ filters, onChange }: ScopeBarProps): JSX.Element | null {
  const scope = scopeOf(filters)
  const t = useTranslations('chat')
  const app = useTranslations('app')
  const collections = useAnswer('listCollections').data?.collections ?? []
  const document = useAnswer(
    'getDocument',
    { params: { id: scope.documentId ?? '' } },
    { enabled: scope.documentId !== null },
  )
  if (isWiderThanShown(filters)) {
    return <Chip text={t('ownFilter')} onClear={() => onChange(EVERYWHERE)} />
  }
  if (scope.documentId !== null) {
    return (
      <Chip
        text={t('onlyDocument', { title: document.data?.title ?? '…' })}
        onClear={() => onChange({ ...scope, documentId: null })}
      />
    )
  }
  const names = collections.map(({ name }) => name)
  const isGone = scope.collection !== null && !names.includes(scope.collection)
  if (names.length < 2 && scope.collection === null) return null
  return (
    <SelectField
      label={t('scope')}
      labelHidden
      className="max-w-72"
      value={scope.collection ?? ALL}
      onChange={({ target }) => onChange({ ...scope, collection: target.value === ALL ? null : target.value })}
    >
      <option value={ALL}>{app('allCollections')}</option>
      {[...names, ...(isGone && scope.collection !== null ? [scope.collection] : [])].map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

function Chip({ text, onClear }: { readonly text: string; readonly onClear: () => void }): JSX.Element {
  const t = useTranslations('chat')
  return (
    <p className="flex min-h-9 items-center gap-2 self-start rounded-full border border-accent bg-accent-soft pr-1 pl-3 text-sm text-accent-strong">
      <FileTextIcon aria-hidden className="shrink-0" />
      <span className="min-w-0">{text}</span>
      <IconButton label={t('allDocuments')} icon={<Cross2Icon />} className="size-7" onClick={onClear} />
    </p>
  )
}
