import type { Selectable } from 'kysely'
import { LearnPathError, type Entity } from '@learnpath/contracts'
import type { GraphEntitiesTable, GraphEntityNamesTable } from '../../../ports/graph-tables.ts'
import type { Database } from '../../../ports/relational-store.ts'
import type { ConceptsApi } from '../../concepts/index.ts'
import { inBatches } from './in-batches.ts'

export type EntityRow = Omit<Selectable<GraphEntitiesTable>, 'search_text' | 'digest'> & {
  /** Name of the collection. */
  readonly collection: string
}
export type NameRow = Selectable<GraphEntityNamesTable>

/** With the name of the collection. What no document names any more is not stored. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type of a query is what Kysely infers
export function selectEntities(db: Database) {
  return db
    .selectFrom('graph_entities as e')
    .innerJoin('collections as c', 'c.id', 'e.collection_id')
    .select([
      'e.id',
      'e.collection_id',
      'e.name',
      'e.type',
      'e.concept_id',
      'e.mention_count',
      'e.chunk_count',
      'e.document_count',
      'e.relation_count',
      'e.importance',
      'e.description',
      'c.name as collection',
    ])
}

/** The entity of its own id, of the id of one of its names, or of the concept that it is, also of a concept that was merged into that. @throws LP_ENTITY_NOT_FOUND */
export async function findEntity(db: Database, concepts: Pick<ConceptsApi, 'names'>, id: string): Promise<EntityRow> {
  const found = (await findById(db, id)) ?? (await findById(db, (await concepts.names([id])).get(id)?.id))
  if (found === undefined) throw new LearnPathError('LP_ENTITY_NOT_FOUND', { detail: id })
  return found
}

async function findById(db: Database, id: string | undefined): Promise<EntityRow | undefined> {
  if (id === undefined) return undefined
  const own = await selectEntities(db).where('e.id', '=', id).executeTakeFirst()
  if (own !== undefined) return own
  const named = await selectEntities(db)
    .where('e.id', 'in', db.selectFrom('graph_entity_names').select('entity_id').where('name_id', '=', id))
    .executeTakeFirst()
  return named ?? (await selectEntities(db).where('e.concept_id', '=', id).orderBy('e.id').executeTakeFirst())
}

/** By id; absent where no document names it any more. */
export async function entitiesById(db: Database, ids: Iterable<string>): Promise<ReadonlyMap<string, EntityRow>> {
  const rows = await inBatches(ids, async (batch) => await selectEntities(db).where('e.id', 'in', batch).execute())
  return new Map(rows.map((row) => [row.id, row]))
}

/** Names of entities, the most used first. */
export async function namesOf(
  db: Database,
  entityIds: Iterable<string>,
): Promise<ReadonlyMap<string, readonly NameRow[]>> {
  const rows = await inBatches(
    entityIds,
    async (batch) =>
      await db
        .selectFrom('graph_entity_names')
        .selectAll()
        .where('entity_id', 'in', batch)
        .orderBy('mention_count', 'desc')
        .orderBy('name_key')
        .execute(),
  )
  const byEntity = new Map<string, NameRow[]>()
  for (const row of rows) {
    const names = byEntity.get(row.entity_id) ?? []
    names.push(row)
    byEntity.set(row.entity_id, names)
  }
  return byEntity
}

/** In the form of the contract. */
export async function toEntities(db: Database, rows: readonly EntityRow[]): Promise<Entity[]> {
  const names = await namesOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => toEntity(row, names.get(row.id) ?? []))
}

export function toEntity(row: EntityRow, names: readonly NameRow[]): Entity {
  return {
    id: row.id,
    collection: row.collection,
    name: row.name,
    type: row.type,
    names: distinctNames(row.name, names),
    conceptId: row.concept_id,
    mentions: row.mention_count,
    passages: row.chunk_count,
    documents: row.document_count,
    relations: row.relation_count,
    importance: row.importance,
    description: row.description,
  }
}

/** Each once, whatever its case; the entity's own as it is shown. */
function distinctNames(own: string, names: readonly NameRow[]): string[] {
  const byLetters = new Map([...names.map(({ name }) => name), own].map((name) => [name.toLowerCase(), name]))
  return [...byLetters.values()]
}
