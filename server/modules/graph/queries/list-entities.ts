import { sql } from 'kysely'
import type { EntityList, EntityType, ListEntitiesQuery } from '@learnpath/contracts'
import type { Database } from '../../../ports/relational-store.ts'
import { selectEntities, toEntities } from './entity-rows.ts'

const containing = (contains: string) =>
  sql<boolean>`e.search_text like ${`%${contains.toLowerCase().replaceAll(/[!%_]/gu, '!$&')}%`} escape '!'`

/** A page of the entities of a collection, the most important first, and how many there are of each type. */
export async function listEntities(
  db: Database,
  collectionId: string,
  { contains, type, limit, offset }: Omit<ListEntitiesQuery, 'collection'>,
): Promise<Omit<EntityList, 'pendingDocuments'>> {
  const types = await countTypes(db, collectionId, contains)
  const total = type === undefined ? Object.values(types).reduce((sum, count) => sum + count, 0) : (types[type] ?? 0)
  // Looking for a rare word a second time would go through all names again.
  if (total <= offset) return { entities: [], total, types }
  let page = selectEntities(db).where('e.collection_id', '=', collectionId)
  if (contains !== undefined) page = page.where(containing(contains))
  if (type !== undefined) page = page.where('e.type', '=', type)
  const rows = await page
    .orderBy('e.importance', 'desc')
    .orderBy('e.id')
    .limit(Math.min(limit, total - offset))
    .offset(offset)
    .execute()
  return { entities: await toEntities(db, rows), total, types }
}

async function countTypes(db: Database, collectionId: string, contains?: string): Promise<EntityList['types']> {
  const all = db.selectFrom('graph_entities as e')
  const wanted =
    contains === undefined
      ? all.where('e.collection_id', '=', collectionId)
      : // All names have to be looked at: rows in the order they lie in are read in half the time that an index takes to lead to each.
        all.where(sql<boolean>`e.collection_id || '' = ${collectionId}`).where(containing(contains))
  const rows = await wanted
    .select(['e.type', (count) => count.fn.countAll<number>().as('count')])
    .groupBy('e.type')
    .execute()
  return Object.fromEntries(rows.map((row): [EntityType, number] => [row.type, row.count]))
}
