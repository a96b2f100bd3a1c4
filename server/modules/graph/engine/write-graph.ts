import { breathe } from '../../../kernel/breathe.ts'
import type { Database, DatabaseTransaction } from '../../../ports/relational-store.ts'
import { NUMBERS_PER_PLACE, type EntityChange, type GraphChange } from '../assembly/graph-change.ts'
import { existingIds } from './existing-ids.ts'
import { deletePlaces, insertPlaces, placeDifferences, type PlaceRow } from './write-places.ts'
import { writeRelations } from './write-relations.ts'
import { writeReviews } from './write-reviews.ts'

/** A digest that no entity has: what it stands beside is written again, whatever becomes of this assembly. */
const UNFINISHED = ''
/** Some milliseconds. */
const PLACES_PER_TRANSACTION = 1500

export interface WriteTarget {
  readonly db: Database
  readonly collectionId: string
  readonly documentIds: readonly string[]
  /** Where the change log stood when what is written was read: as long as it stands there no chunk has gone. */
  readonly sequence: number
}

/**
 * Does one change in short transactions. A kill between two of them leaves entities that say by their digest that they are not
 * finished, and a graph whose basis is the old one: it is assembled again. Chunks that have gone meanwhile are left out; what has none
 * left is not stored at all.
 */
export async function writeGraphChange(target: WriteTarget, change: GraphChange): Promise<void> {
  const { db, collectionId } = target
  if (change.kind === 'reviews') return await writeReviews(db, collectionId, change.reviews)
  if (change.kind === 'entities') return await writeEntities(target, change.entities)
  await db.transaction().execute(async (transaction) => {
    if (change.kind === 'relations') return await writeRelations(transaction, collectionId, change.relations)
    const table = change.kind === 'entities-gone' ? 'graph_entities' : 'graph_relations'
    await transaction.deleteFrom(table).where('id', 'in', change.ids).execute()
  })
}

const isLarge = ({ places }: EntityChange): boolean => places.length > PLACES_PER_TRANSACTION * NUMBERS_PER_PLACE

async function writeEntities(target: WriteTarget, entities: readonly EntityChange[]): Promise<void> {
  const small = entities.filter((change) => !isLarge(change))
  await target.db.transaction().execute(async (transaction) => {
    await writeRows(transaction, target, small)
    const changed: PlaceRow[] = []
    const gone: (readonly [string, readonly number[]])[] = []
    for (const change of small) {
      const differences = await placeDifferences(transaction, change, target.documentIds)
      for (const row of differences.changed) changed.push(row)
      gone.push([change.entity.id, differences.goneChunkIds])
    }
    await writePlaces(transaction, target, changed)
    for (const [entityId, chunkIds] of gone) await deletePlaces(transaction, entityId, chunkIds)
    await dropUnnamed(transaction, target, small)
  })
  for (const large of entities.filter(isLarge)) await writeLarge(target, large)
}

/** An entity that is everywhere: its places take several transactions, and only the last says that it is finished. */
async function writeLarge(target: WriteTarget, change: EntityChange): Promise<void> {
  const { db, documentIds } = target
  const { changed, goneChunkIds } = await placeDifferences(db, change, documentIds)
  let at = 0
  do {
    const some = changed.slice(at, at + PLACES_PER_TRANSACTION)
    at += PLACES_PER_TRANSACTION
    const isLast = at >= changed.length
    const entity = { ...change.entity, digest: isLast ? change.entity.digest : UNFINISHED }
    await db.transaction().execute(async (transaction) => {
      await writeRows(transaction, target, [{ ...change, entity }])
      await writePlaces(transaction, target, some)
      if (isLast) await deletePlaces(transaction, entity.id, goneChunkIds)
      await dropUnnamed(transaction, target, [change])
    })
    await breathe()
  } while (at < changed.length)
}

async function writePlaces(
  transaction: DatabaseTransaction,
  target: WriteTarget,
  rows: readonly PlaceRow[],
): Promise<void> {
  if (!(await hasChanged(transaction, target))) return await insertPlaces(transaction, rows)
  const chunks = await existingIds(transaction, 'chunks', [...new Set(rows.map((row) => row.chunk_id))])
  await insertPlaces(
    transaction,
    rows.filter((row) => chunks.has(row.chunk_id)),
  )
}

async function hasChanged(transaction: DatabaseTransaction, { sequence }: WriteTarget): Promise<boolean> {
  const row = await transaction
    .selectFrom('change_log')
    .select((select) => select.fn.max('sequence').as('sequence'))
    .executeTakeFirst()
  return (row?.sequence ?? 0) !== sequence
}

async function writeRows(
  transaction: DatabaseTransaction,
  { collectionId }: WriteTarget,
  changes: readonly EntityChange[],
): Promise<void> {
  if (changes.length === 0) return
  const names = changes.flatMap(({ entity, names: its }) =>
    its.map((name) => ({ ...name, collection_id: collectionId, entity_id: entity.id })),
  )
  await giveUpNames(transaction, collectionId, names)
  await transaction
    .insertInto('graph_entities')
    .values(changes.map(({ entity }) => ({ ...entity, collection_id: collectionId })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((set) => ({
        name: set.ref('excluded.name'),
        type: set.ref('excluded.type'),
        concept_id: set.ref('excluded.concept_id'),
        search_text: set.ref('excluded.search_text'),
        mention_count: set.ref('excluded.mention_count'),
        chunk_count: set.ref('excluded.chunk_count'),
        document_count: set.ref('excluded.document_count'),
        relation_count: set.ref('excluded.relation_count'),
        importance: set.ref('excluded.importance'),
        description: set.ref('excluded.description'),
        digest: set.ref('excluded.digest'),
      })),
    )
    .execute()
  await transaction
    .insertInto('graph_entity_names')
    .values(names)
    .onConflict((conflict) =>
      conflict.columns(['collection_id', 'name_key']).doUpdateSet((set) => ({
        entity_id: set.ref('excluded.entity_id'),
        name_id: set.ref('excluded.name_id'),
        name: set.ref('excluded.name'),
        mention_count: set.ref('excluded.mention_count'),
        reason: set.ref('excluded.reason'),
        with_key: set.ref('excluded.with_key'),
        similarity: set.ref('excluded.similarity'),
        evidence_json: set.ref('excluded.evidence_json'),
      })),
    )
    .execute()
}

/** Names that entities had before: those that go to another leave theirs unfinished, those that no entity has any more go. */
async function giveUpNames(
  transaction: DatabaseTransaction,
  collectionId: string,
  names: readonly { readonly name_key: string; readonly entity_id: string }[],
): Promise<void> {
  const owner = new Map(names.map((name) => [name.name_key, name.entity_id]))
  const before = await transaction
    .selectFrom('graph_entity_names')
    .select(['name_key', 'entity_id'])
    .where('collection_id', '=', collectionId)
    .where((where) =>
      where.or([where('name_key', 'in', [...owner.keys()]), where('entity_id', 'in', [...new Set(owner.values())])]),
    )
    .execute()
  const robbed = before.filter((row) => owner.has(row.name_key) && owner.get(row.name_key) !== row.entity_id)
  if (robbed.length > 0) {
    await transaction
      .updateTable('graph_entities')
      .set({ digest: UNFINISHED })
      .where(
        'id',
        'in',
        robbed.map((row) => row.entity_id),
      )
      .execute()
  }
  const gone = before.flatMap((row) => (owner.has(row.name_key) ? [] : [row.name_key]))
  if (gone.length === 0) return
  await transaction
    .deleteFrom('graph_entity_names')
    .where('collection_id', '=', collectionId)
    .where('name_key', 'in', gone)
    .execute()
}

/** All of its chunks went while it was put together. */
async function dropUnnamed(
  transaction: DatabaseTransaction,
  target: WriteTarget,
  changes: readonly EntityChange[],
): Promise<void> {
  if (changes.length === 0 || !(await hasChanged(transaction, target))) return
  await transaction
    .deleteFrom('graph_entities')
    .where(
      'id',
      'in',
      changes.map(({ entity }) => entity.id),
    )
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('graph_entity_chunks as k')
            .select('k.entity_id')
            .whereRef('k.entity_id', '=', 'graph_entities.id'),
        ),
      ),
    )
    .execute()
}
