import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { entityAddress } from './entity-address.ts'
import { RelationGroups } from './relation-groups.tsx'

/** How a concept is related to others, as the documents say. */
export function RelatedCard({ conceptId }: { readonly conceptId: string }): JSX.Element {
  const t = useTranslations('graph')
  const { data, error, refetch } = useAnswer('getEntity', { params: { id: conceptId } }, { keepBefore: true })
  // A concept that no assembled graph holds yet is no failure.
  const isUnknown = error instanceof ServerProblem && error.code === 'LP_ENTITY_NOT_FOUND'
  return (
    <Card
      title={t('relatedCard')}
      actions={
        data !== undefined && (
          <ButtonLink to={entityAddress(data.id)} size="small" variant="quiet">
            {t('relatedAll')}
          </ButtonLink>
        )
      }
    >
      {data !== undefined && data.relations > 0 ? (
        <RelationGroups key={data.id} entity={data} isWide />
      ) : data !== undefined || isUnknown ? (
        <p className="text-soft">{t('relatedNone')}</p>
      ) : error === null ? (
        <Skeleton lines={3} />
      ) : (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
    </Card>
  )
}
