import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { entityAddress } from './entity-address.ts'
import { RelationGroups } from './relation-groups.tsx'
import { TypeMark } from './type-mark.tsx'

/** An entity beside the map: what it is, and how it is related. */
export function EntityPanel({ entityId }: { readonly entityId: string }): JSX.Element {
  const t = useTranslations('graph')
  const { data, error, refetch } = useAnswer('getEntity', { params: { id: entityId } })
  if (data === undefined) {
    return error === null ? <Skeleton lines={6} /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  return (
    <div className="flex flex-col gap-3">
      <div>
        <h2 className="text-lg font-semibold wrap-anywhere">{data.name}</h2>
        <p className="flex flex-wrap items-center gap-x-3 text-sm text-soft">
          <TypeMark type={data.type} />
          {t('namedIn', { mentions: data.mentions, documents: data.documents })}
        </p>
        {data.names.length > 1 && (
          <p className="text-sm text-soft wrap-anywhere">{t('also', { names: data.names.slice(1).join(', ') })}</p>
        )}
      </div>
      <div>
        <ButtonLink to={entityAddress(data.id)} size="small">
          {t('openEntity')}
        </ButtonLink>
      </div>
      <RelationGroups key={data.id} entity={data} />
    </div>
  )
}
