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
  let page = selectEntities(db).where('e.collection_id', '=', collectionId)
  if (contains !== undefined) page = page.where(containing(contains))
  if (type !== undefined) page = page.where('e.type', '=', type)
  const rows = await page.orderBy('e.importance', 'desc').orderBy('e.id').limit(limit).offset(offset).execute()
  const types = await countTypes(db, collectionId, contains)
  const total = type === undefined ? Object.values(types).reduce((sum, count) => sum + count, 0) : (types[type] ?? 0)
  return { entities: await toEntities(db, rows), total, types }
}

async function countTypes(db: Database, collectionId: string, contains?: string): Promise<EntityList['types']> {
  let query = db
    .selectFrom('graph_entities as e')
    .select(['e.type', (count) => count.fn.countAll<number>().as('count')])
    .where('e.collection_id', '=', collectionId)
    .groupBy('e.type')
  if (contains !== undefined) query = query.where(containing(contains))
  const rows = await query.execute()
  return Object.fromEntries(rows.map((row): [EntityType, number] => [row.type, row.count]))
}
