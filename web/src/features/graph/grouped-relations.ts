import type { EntityDetail, Relation, RelationKind } from '@learnpath/contracts'
import { isDirected, RELATION_KINDS } from './looks.ts'

export interface RelationGroup {
  readonly kind: RelationKind
  /** Whether the entity is the source. */
  readonly isOutgoing: boolean
  readonly relations: readonly Relation[]
}

/** Relations of an entity by kind and direction, the surest first. A kind that goes both ways is one group. */
export function groupedRelations({
  outgoing,
  incoming,
}: Pick<EntityDetail, 'outgoing' | 'incoming'>): readonly RelationGroup[] {
  return RELATION_KINDS.flatMap((kind): RelationGroup[] => {
    const from = outgoing.filter((relation) => relation.kind === kind)
    const to = incoming.filter((relation) => relation.kind === kind)
    const groups = isDirected(kind)
      ? [
          { kind, isOutgoing: true, relations: from },
          { kind, isOutgoing: false, relations: to },
        ]
      : [{ kind, isOutgoing: true, relations: [...new Map([...from, ...to].map((one) => [one.id, one])).values()] }]
    return groups
      .filter(({ relations }) => relations.length > 0)
      .map((group) => ({
        ...group,
        relations: group.relations.toSorted((one, other) => other.confidence - one.confidence),
      }))
  })
}
