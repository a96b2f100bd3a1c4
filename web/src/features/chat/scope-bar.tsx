import { Cross2Icon, FileTextIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { IconButton } from '../../components/button.tsx'
import { SelectField } from '../../components/field.tsx'
import type { AskScope } from './ask-address.ts'

interface ScopeBarProps {
  readonly scope: AskScope
  readonly onChange: (scope: AskScope) => void
}

const ALL = ''

/** Where the answer may come from: one document, a collection, or all. Nothing to see when there is nothing to choose. */
export function ScopeBar({ scope, onChange }: ScopeBarProps): JSX.Element | null {
  const t = useTranslations('chat')
  const app = useTranslations('app')
  const collections = useAnswer('listCollections').data?.collections ?? []
  const document = useAnswer(
    'getDocument',
    { params: { id: scope.documentId ?? '' } },
    { enabled: scope.documentId !== null },
  )
  if (scope.documentId !== null) {
    return (
      <p className="flex min-h-9 items-center gap-2 self-start rounded-full border border-accent bg-accent-soft pr-1 pl-3 text-sm text-accent-strong">
        <FileTextIcon aria-hidden className="shrink-0" />
        <span className="min-w-0">{t('onlyDocument', { title: document.data?.title ?? '…' })}</span>
        <IconButton
          label={t('allDocuments')}
          icon={<Cross2Icon />}
          className="size-7"
          onClick={() => onChange({ ...scope, documentId: null })}
        />
      </p>
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
