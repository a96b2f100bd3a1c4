import type { EntityMap, RelationOrigin } from '@learnpath/contracts'
import type { Database } from '../../../ports/relational-store.ts'
import { selectEntities, type EntityRow } from './entity-rows.ts'

/** The most important entities of a collection and all relations among them, the surest first. */
export async function entityMap(
  db: Database,
  collectionId: string,
  limit: number,
): Promise<Pick<EntityMap, 'nodes' | 'edges' | 'total'>> {
  const rows = await selectEntities(db)
    .where('e.collection_id', '=', collectionId)
    .orderBy('e.importance', 'desc')
    .orderBy('e.id')
    .limit(limit)
    .execute()
  return {
    nodes: rows.map(toNode),
    edges: await edgesAmong(db, collectionId, rows),
    total: await count(db, collectionId),
  }
}

const toNode = ({ id, name, type, concept_id, importance, mention_count }: EntityRow): EntityMap['nodes'][number] => ({
  id,
  name,
  type,
  conceptId: concept_id,
  importance,
  mentions: mention_count,
})

async function edgesAmong(db: Database, collectionId: string, rows: readonly EntityRow[]): Promise<EntityMap['edges']> {
  const places = new Map(rows.map(({ id }, place) => [id, place]))
  const least = rows.at(-1)?.importance ?? 0
  // Whatever is at least as important: some more than the nodes when several are equally so.
  const relations = await db
    .selectFrom('graph_entities as a')
    .innerJoin('graph_relations as r', 'r.source_id', 'a.id')
    .innerJoin('graph_entities as b', 'b.id', 'r.target_id')
    .select(['r.id', 'r.source_id', 'r.target_id', 'r.kind', 'r.confidence', 'r.origins'])
    .where('a.collection_id', '=', collectionId)
    .where('a.importance', '>=', least)
    .where('b.importance', '>=', least)
    .execute()
  return relations
    .flatMap(({ id, source_id, target_id, kind, confidence, origins }) => {
      const [source, target] = [places.get(source_id), places.get(target_id)]
      if (source === undefined || target === undefined) return []
      return [{ id, source, target, kind, confidence, origins: origins.split(',') as RelationOrigin[] }]
    })
    .toSorted((a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1))
}

async function count(db: Database, collectionId: string): Promise<number> {
  const row = await db
    .selectFrom('graph_entities as e')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('e.collection_id', '=', collectionId)
    .executeTakeFirst()
  return row?.count ?? 0
}
