import type { CompiledQuery } from 'kysely'
import type { DatabaseTransaction } from '../../../ports/relational-store.ts'
import { NUMBERS_PER_PLACE, type EntityChange } from '../assembly/graph-change.ts'

export interface PlaceRow {
  readonly entity_id: string
  readonly chunk_id: number
  readonly document_id: string
  readonly mention_count: number
  readonly start_offset: number
  readonly end_offset: number
}

/** What makes the stored places of an entity those that it has now. */
export interface PlaceDifferences {
  readonly changed: readonly PlaceRow[]
  readonly goneChunkIds: readonly number[]
}

/** @param documentIds of the order; places have indices into them */
export async function placeDifferences(
  db: Pick<DatabaseTransaction, 'selectFrom'>,
  { entity: { id }, isNew, places }: EntityChange,
  documentIds: readonly string[],
): Promise<PlaceDifferences> {
  const rows = rowsOf(id, places, documentIds)
  if (isNew) return { changed: rows, goneChunkIds: [] }
  const stored = await db.selectFrom('graph_entity_chunks').selectAll().where('entity_id', '=', id).execute()
  const storedByChunk = new Map(stored.map((row) => [row.chunk_id, row]))
  const changed = rows.filter((row) => !isSame(row, storedByChunk.get(row.chunk_id)))
  for (const { chunk_id: chunkId } of rows) storedByChunk.delete(chunkId)
  return { changed, goneChunkIds: [...storedByChunk.keys()] }
}

function rowsOf(entityId: string, places: Int32Array, documentIds: readonly string[]): PlaceRow[] {
  return Array.from({ length: places.length / NUMBERS_PER_PLACE }, (_, index) => {
    const at = index * NUMBERS_PER_PLACE
    return {
      entity_id: entityId,
      chunk_id: places[at] ?? 0,
      document_id: documentIds[places[at + 1] ?? 0] ?? '',
      mention_count: places[at + 2] ?? 0,
      start_offset: places[at + 3] ?? 0,
      end_offset: places[at + 4] ?? 0,
    }
  })
}

const isSame = (row: PlaceRow, stored: PlaceRow | undefined): boolean =>
  stored?.mention_count === row.mention_count &&
  stored.start_offset === row.start_offset &&
  stored.end_offset === row.end_offset

/** Rows per statement. Composing a statement takes longer than running it: one is kept per number of rows. */
const ROWS_PER_INSERT = 64
const compiled = new Map<number, CompiledQuery>()

export async function insertPlaces(transaction: DatabaseTransaction, rows: readonly PlaceRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    const some = rows.slice(at, at + ROWS_PER_INSERT)
    const statement = compiled.get(some.length) ?? compileInsert(transaction, some)
    compiled.set(some.length, statement)
    const parameters = some.flatMap((row) => [
      row.entity_id,
      row.chunk_id,
      row.document_id,
      row.mention_count,
      row.start_offset,
      row.end_offset,
    ])
    await transaction.executeQuery({ ...statement, parameters })
  }
}

/** Parameters in the order of the columns of `PlaceRow`. */
function compileInsert(transaction: DatabaseTransaction, rows: readonly PlaceRow[]): CompiledQuery {
  return transaction
    .insertInto('graph_entity_chunks')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.columns(['entity_id', 'chunk_id']).doUpdateSet((set) => ({
        mention_count: set.ref('excluded.mention_count'),
        start_offset: set.ref('excluded.start_offset'),
        end_offset: set.ref('excluded.end_offset'),
      })),
    )
    .compile()
}

const IDS_PER_DELETE = 200

/** After the places that it has now are in: an entity without any would go. */
export async function deletePlaces(
  transaction: DatabaseTransaction,
  entityId: string,
  chunkIds: readonly number[],
): Promise<void> {
  for (let at = 0; at < chunkIds.length; at += IDS_PER_DELETE) {
    await transaction
      .deleteFrom('graph_entity_chunks')
      .where('entity_id', '=', entityId)
      .where('chunk_id', 'in', chunkIds.slice(at, at + IDS_PER_DELETE))
      .execute()
  }
}
