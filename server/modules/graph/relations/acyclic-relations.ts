import type { RelationKind } from '@learnpath/contracts'
import { createAcyclicOrder } from '../../../kernel/ranking/acyclic-order.ts'
import type { AssembledRelation } from '../assembly/assembled-graph.ts'

/** Nothing is a kind or a part of itself, however many steps lie between. Of each pair of entities one of these holds. */
const ORDERING: ReadonlySet<RelationKind> = new Set<RelationKind>(['is-a', 'example-of', 'part-of'])

/**
 * Relations without contradictions. Of two entities that are each said to be a kind or a part of the other, or both kind and part,
 * the better supported relation stays, with less confidence; longer cycles lose their weakest relation. Shortcuts of chains stay.
 */
export function acyclicRelations(relations: readonly AssembledRelation[]): AssembledRelation[] {
  const ordering = relations.filter(({ kind }) => ORDERING.has(kind))
  const others = relations.filter(({ kind }) => !ORDERING.has(kind))
  return [...others, ...withoutCycles(onePerPair(ordering))]
}

/** Of each pair the best supported relation. */
function onePerPair(relations: readonly AssembledRelation[]): AssembledRelation[] {
  const byPair = new Map<string, AssembledRelation[]>()
  for (const relation of relations) {
    const pair = [relation.sourceKey, relation.targetKey].toSorted().join('\n')
    const ofPair = byPair.get(pair) ?? []
    ofPair.push(relation)
    byPair.set(pair, ofPair)
  }
  return [...byPair.values()].flatMap((ofPair) => {
    const [best, ...rest] = ofPair.toSorted(bySupport)
    return best === undefined ? [] : [rest.reduce(against, best)]
  })
}

/** As sure as it is when the other cannot hold as well; an example of a kind is no contradiction to being of the kind. */
function against(relation: AssembledRelation, other: AssembledRelation): AssembledRelation {
  const agrees = relation.sourceKey === other.sourceKey && isOfKind(relation) && isOfKind(other)
  if (agrees) return relation
  const [yes, no] = [relation.confidence, other.confidence]
  return { ...relation, confidence: (yes * (1 - no)) / (1 - yes * no) }
}

const isOfKind = ({ kind }: AssembledRelation): boolean => kind !== 'part-of'

/** Without the weakest relation of each cycle. */
function withoutCycles(relations: readonly AssembledRelation[]): AssembledRelation[] {
  const keys = [...new Set(relations.flatMap(({ sourceKey, targetKey }) => [sourceKey, targetKey]))].toSorted()
  const numbers = new Map(keys.map((key, number) => [key, number]))
  const orders = { kinds: createAcyclicOrder(keys.length), parts: createAcyclicOrder(keys.length) }
  return relations.toSorted(bySupport).filter((relation) => {
    const order = isOfKind(relation) ? orders.kinds : orders.parts
    return order.insert(numbers.get(relation.sourceKey) ?? 0, numbers.get(relation.targetKey) ?? 0)
  })
}

/** A total order: the surest first. */
function bySupport(one: AssembledRelation, other: AssembledRelation): number {
  return (
    other.confidence - one.confidence ||
    other.evidenceCount - one.evidenceCount ||
    (nameOf(one) < nameOf(other) ? -1 : 1)
  )
}

const nameOf = ({ kind, sourceKey, targetKey }: AssembledRelation): string => `${sourceKey}\n${targetKey}\n${kind}`
