import { useEffect, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { SelectField } from '../../components/field.tsx'
import { useCollection } from './use-collection.ts'

const ALL = ''

interface CollectionSelectProps {
  readonly labelHidden?: boolean
  /** Whether "all collections" is a choice; without it the largest one stands there until one is chosen. */
  readonly all?: boolean
  readonly className?: string
}

/** Chooses the collection that the person works with, see `useCollection`. Nothing to see while there is only one. */
export function CollectionSelect({
  labelHidden = true,
  all = true,
  className,
}: CollectionSelectProps): JSX.Element | null {
  const t = useTranslations('app')
  const [name, choose] = useCollection()
  const { data } = useAnswer('listCollections')
  const collections = data?.collections
  const isGone = name !== null && collections !== undefined && !collections.some((one) => one.name === name)
  useEffect(() => {
    if (isGone) choose(null)
  }, [isGone, choose])
  if (collections === undefined || collections.length < 2) return null
  const largest = collections.reduce((best, one) => (one.documentCount > best.documentCount ? one : best))
  return (
    <SelectField
      label={t('collection')}
      labelHidden={labelHidden}
      value={name ?? (all ? ALL : largest.name)}
      onChange={({ target }) => choose(target.value === ALL ? null : target.value)}
      {...(className === undefined ? {} : { className })}
    >
      {all && <option value={ALL}>{t('allCollections')}</option>}
      {collections.map((collection) => (
        <option key={collection.id} value={collection.name}>
          {collection.name}
        </option>
      ))}
    </SelectField>
  )
}
