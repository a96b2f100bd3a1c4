import type { Relation } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useAnswer } from '../../api/use-answer.ts'
import { ErrorState, Skeleton } from '../../components/states.tsx'
import type { EntityNet, NetEntity } from './entity-net.ts'
import { EvidenceList } from './evidence-list.tsx'
import { RelationSentence } from './relation-sentence.tsx'
import { Sureness } from './sureness.tsx'

type Other = Pick<Relation, 'id' | 'kind'> & { readonly source: NetEntity; readonly target: NetEntity }

interface RelationDetailsProps {
  readonly relationId: string
  /** Where other relations between the same two are looked up. */
  readonly net: EntityNet | null
}

/** A relation with all that shows it. */
export function RelationDetails({ relationId, net }: RelationDetailsProps): JSX.Element {
  const t = useTranslations('graph')
  const { data, error, refetch } = useAnswer('getRelation', { params: { id: relationId } })
  if (data === undefined) {
    return error === null ? <Skeleton lines={5} /> : <ErrorState error={error} onRetry={() => void refetch()} />
  }
  const others = otherKinds(net, relationId)
  return (
    <div className="flex flex-col gap-3">
      <p className="text-lg leading-snug">
        <RelationSentence relation={data} />
      </p>
      <Sureness confidence={data.confidence} origins={data.origins} />
      {data.description !== null && <p>{data.description}</p>}
      {data.keywords.length > 0 && (
        <p className="text-sm text-soft">{t('keywords', { words: data.keywords.join(', ') })}</p>
      )}
      <h3 className="text-sm font-semibold">{t('sentences', { count: data.evidenceCount })}</h3>
      <EvidenceList evidence={data.evidence} />
      {others.length > 0 && (
        <>
          <h3 className="text-sm font-semibold">{t('alsoBetween')}</h3>
          <ul className="flex flex-col gap-1">
            {others.map((other) => (
              <li key={other.id}>
                <RelationSentence relation={other} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Other relations between the same two entities. */
function otherKinds(net: EntityNet | null, relationId: string): readonly Other[] {
  const relation = net?.relation(relationId)
  if (net === null || relation === undefined) return []
  const ends = new Set([relation.source, relation.target])
  return (net.relationsOf[relation.source] ?? []).flatMap(({ id, kind, source, target }): Other[] => {
    const [one, other] = [net.entities[source], net.entities[target]]
    const isOther = id !== relationId && ends.has(source) && ends.has(target)
    return isOther && one !== undefined && other !== undefined ? [{ id, kind, source: one, target: other }] : []
  })
}
