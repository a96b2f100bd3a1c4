import { sql } from 'kysely'
import { outsideScopes } from '../../../kernel/access/access-scope.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { inBatches } from '../queries/in-batches.ts'
import { visibleEntities } from '../queries/visible-entities.ts'

/** An entity in a passage. */
export interface EntityPlace {
  readonly entityId: string
  readonly chunkId: number
  readonly documentId: string
  readonly mentions: number
}

export interface PassageEntity {
  readonly chunkId: number
  readonly entityId: string
  readonly name: string
  /** Passages that name it. */
  readonly passages: number
}

/** What passages name. */
export async function entitiesOfPassages(db: Database, chunkIds: Iterable<number>): Promise<PassageEntity[]> {
  return await inBatches(
    chunkIds,
    async (batch) =>
      await db
        .selectFrom('graph_entity_chunks as place')
        .innerJoin('graph_entities as e', 'e.id', 'place.entity_id')
        .select(['place.chunk_id as chunkId', 'e.id as entityId', 'e.name', 'e.chunk_count as passages'])
        .where('place.chunk_id', 'in', batch)
        .orderBy('place.chunk_id')
        .orderBy('e.id')
        .execute(),
  )
}

/** SQLite takes no more than 500 parts of a union. */
const ENTITIES_PER_QUERY = 100

/** Passages of entities, of each those that name it most, `most` of each entity. */
export async function placesOfEntities(
  db: Database,
  entityIds: readonly string[],
  most: number,
): Promise<EntityPlace[]> {
  const places: EntityPlace[] = []
  for (let from = 0; from < entityIds.length; from += ENTITIES_PER_QUERY) {
    const visible = await visibleEntities(db, entityIds.slice(from, from + ENTITIES_PER_QUERY))
    if (visible.length === 0) continue
    const parts = visible.map(
      (id) => sql`select * from (
        select entity_id as "entityId", chunk_id as "chunkId", document_id as "documentId", mention_count as mentions
        from graph_entity_chunks where entity_id = ${id} order by mention_count desc, chunk_id limit ${most}) as places`,
    )
    const union = sql<EntityPlace>`${sql.join(parts, sql` union all `)}`
    const { rows } = await outsideScopes(async () => await union.execute(db))
    places.push(...rows)
  }
  return places
}
