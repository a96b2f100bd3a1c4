import type { EntityDetail, Relation } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Button } from '../../components/button.tsx'
import { entityAddress } from './entity-address.ts'
import { KindMark } from './kind-mark.tsx'
import { groupedRelations, type RelationGroup } from './grouped-relations.ts'
import { RelationEvidenceOf } from './relation-evidence-of.tsx'
import { Sureness } from './sureness.tsx'

/** As many as are looked through at a glance. */
const FIRST = 6

interface RelationGroupsProps {
  readonly entity: EntityDetail
  /** Groups side by side where the window is wide. */
  readonly isWide?: boolean
}

/** All relations of an entity, by kind and direction, each with its sentences on demand. */
export function RelationGroups({ entity, isWide = false }: RelationGroupsProps): JSX.Element {
  const t = useTranslations('graph')
  const groups = groupedRelations(entity)
  if (groups.length === 0) return <p className="text-soft">{t('noRelations')}</p>
  return (
    <div className={isWide ? 'grid items-start gap-x-8 gap-y-4 lg:grid-cols-2' : 'flex flex-col gap-4'}>
      {groups.map((group) => (
        <GroupOf key={`${group.kind} ${group.isOutgoing}`} group={group} here={entity.id} />
      ))}
    </div>
  )
}

function GroupOf({
  group: { kind, isOutgoing, relations },
  here,
}: {
  readonly group: RelationGroup
  readonly here: string
}): JSX.Element {
  const t = useTranslations('graph')
  const [all, setAll] = useState(false)
  const shown = all ? relations : relations.slice(0, FIRST)
  return (
    <section>
      <h3 className="mb-1 flex items-center gap-2 text-sm font-semibold">
        {t(isOutgoing ? `kind.${kind}` : `backwards.${kind}`)}
        <KindMark kind={kind} />
      </h3>
      <ul className="flex flex-col divide-y divide-line">
        {shown.map((relation) => (
          <li key={relation.id} className="py-1.5">
            <RelationItem relation={relation} other={relation.source.id === here ? relation.target : relation.source} />
          </li>
        ))}
      </ul>
      {shown.length < relations.length && (
        <Button size="small" variant="quiet" onClick={() => setAll(true)}>
          {t('moreRelations', { count: relations.length - shown.length })}
        </Button>
      )}
    </section>
  )
}

function RelationItem({
  relation,
  other,
}: {
  readonly relation: Relation
  readonly other: Relation['source']
}): JSX.Element {
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link href={entityAddress(other.id)} className="font-medium wrap-anywhere">
          {other.name}
        </Link>
        <Sureness confidence={relation.confidence} origins={relation.origins} />
      </p>
      {relation.description !== null && <p className="text-sm">{relation.description}</p>}
      <RelationEvidenceOf relation={relation} />
    </>
  )
}
