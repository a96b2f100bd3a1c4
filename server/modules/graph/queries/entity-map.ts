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
    edges: await edgesAmong(db, rows),
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

async function edgesAmong(db: Database, rows: readonly EntityRow[]): Promise<EntityMap['edges']> {
  const places = new Map(rows.map(({ id }, place) => [id, place]))
  const ids = [...places.keys()]
  if (ids.length === 0) return []
  const relations = await db
    // Found in the index alone; the rows of the few that are drawn are read afterwards.
    .with('drawn', (drawn) =>
      drawn.selectFrom('graph_relations').select('id').where('source_id', 'in', ids).where('target_id', 'in', ids),
    )
    .selectFrom('drawn')
    .innerJoin('graph_relations as r', 'r.id', 'drawn.id')
    .select(['r.id', 'r.source_id', 'r.target_id', 'r.kind', 'r.confidence', 'r.origins'])
    .execute()
  return relations
    .map(({ id, source_id, target_id, kind, confidence, origins }) => ({
      id,
      source: places.get(source_id) ?? 0,
      target: places.get(target_id) ?? 0,
      kind,
      confidence,
      origins: origins.split(',') as RelationOrigin[],
    }))
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
