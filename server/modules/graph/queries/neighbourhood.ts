import type { Neighbourhood, RelationKind } from '@learnpath/contracts'
import { entitiesById, toEntities, type EntityRow } from './entity-rows.ts'
import { nearRelations, type NearRelation } from './near-relations.ts'
import { relationsById, selectRelations, toRelations, type RelationRow, type RelationSources } from './relation-rows.ts'

export interface NeighbourhoodBounds {
  readonly depth: number
  /** Entities. */
  readonly limit: number
  readonly kinds?: readonly RelationKind[]
}

/** Relations of the entity itself that are looked at in each direction, to choose the best neighbours of. */
const RELATIONS_OF_CENTRE = 1000
const RELATIONS_OF_OTHERS = 40
const LEAST_RELATIONS_OF_OTHERS = 8
/** Relations that are shown for each entity; the surest. */
const RELATIONS_EACH = 4
const LEAST_RELATIONS = 100
/** An entity of no importance is still half as near as one of the greatest. */
const SHARE_OF_SURENESS = 0.5

interface Reached {
  readonly row: EntityRow
  readonly depth: number
  /** Of the way to it: the product of the confidences. */
  readonly sureness: number
  /** Relation that led to it; null for the entity itself. */
  readonly by: string | null
}

/** What is around an entity, level by level: at each level the surest and most important of what the level before is related to. */
export async function neighbourhood(
  sources: RelationSources,
  centre: EntityRow,
  bounds: NeighbourhoodBounds,
): Promise<Neighbourhood> {
  const { reached, complete } = await reach(sources, centre, bounds)
  const rows = await relationsAmong(sources, reached, bounds.kinds)
  const entities = await toEntities(
    sources.db,
    reached.map(({ row }) => row),
  )
  const ends = new Map(reached.map(({ row }) => [row.id, row]))
  return {
    entities: entities.map((entity, index) => ({ ...entity, depth: reached[index]?.depth ?? 0 })),
    relations: await toRelations(sources, rows.shown, { most: 1, ends }),
    complete: complete && rows.complete,
  }
}

async function reach(
  { db }: RelationSources,
  centre: EntityRow,
  { depth, limit, kinds }: NeighbourhoodBounds,
): Promise<{ readonly reached: readonly Reached[]; readonly complete: boolean }> {
  const reached = new Map<string, Reached>([[centre.id, { row: centre, depth: 0, sureness: 1, by: null }]])
  let level = [...reached.values()]
  let complete = true
  for (let at = 1; at <= depth && level.length > 0; at++) {
    const most = at === 1 ? RELATIONS_OF_CENTRE : relationsOfEach(limit, level.length)
    const near = await nearRelations(
      db,
      level.map(({ row }) => row.id),
      { most, ...(kinds === undefined ? {} : { kinds }) },
    )
    if (isCutShort(near, most)) complete = false
    const next = await rankNext(db, { near, reached, depth: at })
    level = next.slice(0, Math.max(0, limit - reached.size))
    if (level.length < next.length) complete = false
    for (const each of level) reached.set(each.row.id, each)
  }
  return { reached: [...reached.values()], complete }
}

const relationsOfEach = (limit: number, entities: number): number =>
  Math.min(RELATIONS_OF_OTHERS, Math.max(LEAST_RELATIONS_OF_OTHERS, Math.ceil((RELATIONS_EACH * limit) / entities)))

/** Whether an entity may have more relations of a direction than were read. */
function isCutShort(near: readonly NearRelation[], most: number): boolean {
  const counts = new Map<string, number>()
  for (const { from, end } of near) counts.set(`${end} ${from}`, (counts.get(`${end} ${from}`) ?? 0) + 1)
  return [...counts.values()].some((count) => count >= most)
}

/** What was not reached before, the surest and most important first. */
async function rankNext(
  db: RelationSources['db'],
  {
    near,
    reached,
    depth,
  }: {
    readonly near: readonly NearRelation[]
    readonly reached: ReadonlyMap<string, Reached>
    readonly depth: number
  },
): Promise<Reached[]> {
  const best = new Map<string, { sureness: number; by: string }>()
  for (const { id, from, to, confidence } of near) {
    if (reached.has(to)) continue
    const sureness = (reached.get(from)?.sureness ?? 0) * confidence
    const before = best.get(to)
    const isBetter = before === undefined || sureness > before.sureness
    if (isBetter || (sureness === before.sureness && id < before.by)) best.set(to, { sureness, by: id })
  }
  const rows = await entitiesById(db, best.keys())
  const score = ({ sureness, row }: Reached): number =>
    sureness * (SHARE_OF_SURENESS + (1 - SHARE_OF_SURENESS) * row.importance)
  return [...best]
    .flatMap(([id, { sureness, by }]) => {
      const row = rows.get(id)
      return row === undefined ? [] : [{ row, depth, sureness, by }]
    })
    .toSorted((a, b) => score(b) - score(a) || (a.row.id < b.row.id ? -1 : 1))
}

/** Those by which the entities were reached, and the surest of the others. */
async function relationsAmong(
  { db }: RelationSources,
  reached: readonly Reached[],
  kinds: readonly RelationKind[] | undefined,
): Promise<{ readonly shown: readonly RelationRow[]; readonly complete: boolean }> {
  const most = Math.max(LEAST_RELATIONS, RELATIONS_EACH * reached.length)
  const ids = reached.map(({ row }) => row.id)
  let query = selectRelations(db).where('r.source_id', 'in', ids).where('r.target_id', 'in', ids)
  if (kinds !== undefined) query = query.where('r.kind', 'in', kinds)
  const surest = await query
    .orderBy('r.confidence', 'desc')
    .orderBy('r.id')
    .limit(most + 1)
    .execute()
  const leading = await relationsById(
    db,
    reached.flatMap(({ by }) => by ?? []),
  )
  const leadingIds = new Set(leading.map(({ id }) => id))
  const others = surest.filter(({ id }) => !leadingIds.has(id))
  return {
    shown: [...leading, ...others].slice(0, most),
    complete: leading.length + others.length <= most,
  }
}
