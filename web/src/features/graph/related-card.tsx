import type { Concept } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../../api/server-problem.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import { entityAddress } from './entity-address.ts'
import { RelationGroups } from './relation-groups.tsx'
import { useGraphStatus } from './use-graph.ts'

/** How a concept is related to others, as the documents say. */
export function RelatedCard({ concept }: { readonly concept: Pick<Concept, 'id' | 'collection'> }): JSX.Element {
  const t = useTranslations('graph')
  const status = useGraphStatus(concept.collection)
  const { data, error, refetch } = useAnswer(
    'getEntity',
    { params: { id: concept.id } },
    // A graph that is still being made may not know the concept yet.
    { enabled: status?.current === true, keepBefore: true },
  )
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
      ) : status?.current === false && data === undefined ? (
        <p className="text-soft">{t('assembling')}</p>
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
