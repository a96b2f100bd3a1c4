import type { EntityMap, EntityType, RelationKind } from '@learnpath/contracts'

export type NetEntity = EntityMap['nodes'][number]
/** `source` and `target` are indexes of entities. */
export type NetRelation = EntityMap['edges'][number]

/** Entities of a collection with their relations, to be looked at from each of them. */
export interface EntityNet {
  readonly entities: readonly NetEntity[]
  readonly relations: readonly NetRelation[]
  /** By index of an entity: its relations in both directions, surest first. */
  readonly relationsOf: readonly (readonly NetRelation[])[]
  indexOf(entityId: string): number | undefined
  relation(relationId: string): NetRelation | undefined
}

/** What is left out of the picture. */
export interface Without {
  readonly types: ReadonlySet<EntityType>
  readonly kinds: ReadonlySet<RelationKind>
}

export function entityNet({ nodes, edges }: Pick<EntityMap, 'nodes' | 'edges'>): EntityNet {
  const indexes = new Map(nodes.map(({ id }, index) => [id, index]))
  const relations = edges.toSorted((one, other) => other.confidence - one.confidence)
  const byId = new Map(relations.map((relation) => [relation.id, relation]))
  const relationsOf: NetRelation[][] = nodes.map(() => [])
  for (const relation of relations) {
    relationsOf[relation.source]?.push(relation)
    if (relation.target !== relation.source) relationsOf[relation.target]?.push(relation)
  }
  return {
    entities: nodes,
    relations,
    relationsOf,
    indexOf: (entityId) => indexes.get(entityId),
    relation: (relationId) => byId.get(relationId),
  }
}

/** Whether kind and both ends of a relation are shown. */
export function isShown(net: EntityNet, { types, kinds }: Without, relation: NetRelation): boolean {
  if (kinds.has(relation.kind)) return false
  const [source, target] = [net.entities[relation.source], net.entities[relation.target]]
  return source !== undefined && target !== undefined && !types.has(source.type) && !types.has(target.type)
}

/** Relations of these kinds between entities of these types, the surest first. */
export const shownRelations = (net: EntityNet, without: Without): readonly NetRelation[] =>
  net.relations.filter((relation) => isShown(net, without, relation))

/** Of several relations between the same two entities the surest: others would be drawn over it. */
export function oneForEachPair(relations: readonly NetRelation[]): readonly NetRelation[] {
  const pairs = new Map<string, NetRelation>()
  for (const relation of relations) {
    const { source, target } = relation
    if (source === target) continue
    const pair = source < target ? `${source} ${target}` : `${target} ${source}`
    if (!pairs.has(pair)) pairs.set(pair, relation)
  }
  return [...pairs.values()]
}

/** Up to so many lines, a picture can be taken in. */
const ALL_UP_TO = 160

/**
 * Ids of the relations that are always drawn: all when they are few, else the surest of each entity. All at once would hide everything;
 * the others are drawn when one looks at one of their ends.
 */
export function mainRelations(relations: readonly NetRelation[]): ReadonlySet<string> {
  if (relations.length <= ALL_UP_TO) return new Set(relations.map(({ id }) => id))
  const main = new Set<string>()
  const has = new Set<number>()
  for (const { id, source, target } of relations) {
    if (has.has(source) && has.has(target)) continue
    has.add(source).add(target)
    main.add(id)
  }
  return main
}
