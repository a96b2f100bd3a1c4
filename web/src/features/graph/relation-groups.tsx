import type { EntityDetail, Relation, RelationKind } from '@learnpath/contracts'
import { useState, type JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { Button } from '../../components/button.tsx'
import { entityAddress } from './entity-address.ts'
import { KindMark } from './kind-mark.tsx'
import { RELATION_KINDS } from './looks.ts'
import { RelationEvidenceOf } from './relation-evidence-of.tsx'
import { Sureness } from './sureness.tsx'

/** As many as are looked through at a glance. */
const FIRST = 6

interface Group {
  readonly kind: RelationKind
  readonly isOutgoing: boolean
  readonly relations: readonly Relation[]
}

/** All relations of an entity, by kind and direction, each with its sentences on demand. */
export function RelationGroups({ entity }: { readonly entity: EntityDetail }): JSX.Element {
  const t = useTranslations('graph')
  const groups = groupsOf(entity)
  if (groups.length === 0) return <p className="text-soft">{t('noRelations')}</p>
  return (
    <div className="flex flex-col gap-4">
      {groups.map((group) => (
        <GroupOf key={`${group.kind} ${group.isOutgoing}`} group={group} />
      ))}
    </div>
  )
}

function GroupOf({ group: { kind, isOutgoing, relations } }: { readonly group: Group }): JSX.Element {
  const t = useTranslations('graph')
  const [all, setAll] = useState(false)
  const shown = all ? relations : relations.slice(0, FIRST)
  return (
    <section>
      <h4 className="mb-1 flex items-center gap-2 text-sm font-semibold">
        {t(isOutgoing ? `kind.${kind}` : `backwards.${kind}`)}
        <KindMark kind={kind} />
      </h4>
      <ul className="flex flex-col divide-y divide-line">
        {shown.map((relation) => (
          <li key={relation.id} className="py-1.5">
            <RelationItem relation={relation} other={isOutgoing ? relation.target : relation.source} />
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

/** "Related" goes both ways and is one group. */
export function groupsOf({ outgoing, incoming }: Pick<EntityDetail, 'outgoing' | 'incoming'>): readonly Group[] {
  return RELATION_KINDS.flatMap((kind): Group[] => {
    const out = outgoing.filter((relation) => relation.kind === kind)
    const back = incoming.filter((relation) => relation.kind === kind)
    return [
      { kind, isOutgoing: true, relations: out },
      { kind, isOutgoing: false, relations: back },
    ].filter(({ relations }) => relations.length > 0)
  })
}
