import { sql } from 'kysely'
import type { Database } from '../../../ports/relational-store.ts'
import { ASSEMBLY_VERSION } from '../assembly/assembly-version.ts'
import type { StoredDecision } from '../assembly/assembler.ts'

/** What the graph of a collection would be put together from now. */
export interface CollectionState {
  /** Searchable documents. */
  readonly documents: number
  /** Those that have not been read. */
  readonly pending: number
  readonly failed: number
  /** Equal lines mean equal graphs, together with those of the concepts and the embedder. */
  readonly basis: string
}

export interface StoredState {
  readonly basis: string
  readonly modelKey: string | null
  readonly assembledAt: number
}

/** Where the documents, readings and decisions of a collection stand. Cheap: no reading is looked into. */
export async function collectionState(
  db: Database,
  collectionId: string,
  readerVersion: string,
): Promise<CollectionState> {
  const row = await db
    .selectFrom('documents as d')
    .leftJoin('graph_documents as g', (join) =>
      join
        .onRef('g.document_id', '=', 'd.id')
        .onRef('g.version_id', '=', 'd.version_id')
        .on('g.reader_version', '=', readerVersion),
    )
    .select((select) => [
      select.fn.countAll<number>().as('documents'),
      select.fn.count<number>('g.document_id').as('read'),
      select.fn.count<number>('g.failure_code').as('failed'),
    ])
    .where('d.collection_id', '=', collectionId)
    .where('d.version_id', 'is not', null)
    .executeTakeFirstOrThrow()
  const [changed, model, decided] = [
    await lastChange(db, collectionId),
    await modelReadings(db, collectionId),
    await decisionsBasis(db, collectionId),
  ]
  return {
    documents: row.documents,
    pending: row.documents - row.read,
    failed: row.failed,
    basis: [ASSEMBLY_VERSION, readerVersion, row.documents, row.read, row.failed, changed, model, decided].join('/'),
  }
}

async function lastChange(db: Database, collectionId: string): Promise<number> {
  const row = await db
    .selectFrom('documents as d')
    .innerJoin('change_log as c', 'c.document_id', 'd.id')
    .select((select) => select.fn.max('c.sequence').as('sequence'))
    .where('d.collection_id', '=', collectionId)
    .executeTakeFirst()
  return row?.sequence ?? 0
}

async function modelReadings(db: Database, collectionId: string): Promise<string> {
  const row = await db
    .selectFrom('graph_model_readings as m')
    .innerJoin('documents as d', 'd.id', 'm.document_id')
    .select((select) => [
      select.fn.count<number>('m.reading_json').as('count'),
      select.fn.sum<number | null>('m.completion_tokens').as('tokens'),
    ])
    .where('d.collection_id', '=', collectionId)
    .executeTakeFirstOrThrow()
  return `${row.count}.${row.tokens ?? 0}`
}

async function decisionsBasis(db: Database, collectionId: string): Promise<string> {
  const row = await db
    .selectFrom('graph_merge_decisions')
    .select((select) => [
      select.fn.countAll<number>().as('count'),
      select.fn.max('decided_at').as('last'),
      select.fn.sum<number | null>(sql`case when decision = 'same' then 1 else 0 end`).as('same'),
    ])
    .where('collection_id', '=', collectionId)
    .executeTakeFirstOrThrow()
  return `${row.count}.${row.same ?? 0}.${row.last ?? 0}`
}

export async function storedState(db: Database, collectionId: string): Promise<StoredState | null> {
  const row = await db
    .selectFrom('graph_collections')
    .selectAll()
    .where('collection_id', '=', collectionId)
    .executeTakeFirst()
  return row === undefined ? null : { basis: row.basis, modelKey: row.model_key, assembledAt: row.assembled_at }
}

export async function saveState(db: Database, collectionId: string, state: StoredState): Promise<void> {
  const facts = { basis: state.basis, model_key: state.modelKey, assembled_at: state.assembledAt }
  await db
    .insertInto('graph_collections')
    .values({ collection_id: collectionId, revision: 1, ...facts })
    .onConflict((conflict) =>
      conflict
        .column('collection_id')
        .doUpdateSet((set) => ({ ...facts, revision: set('graph_collections.revision', '+', 1) })),
    )
    .execute()
}

export async function storedDecisions(db: Database, collectionId: string): Promise<StoredDecision[]> {
  const rows = await db
    .selectFrom('graph_merge_decisions')
    .select(['first_id', 'second_id', 'decision'])
    .where('collection_id', '=', collectionId)
    .orderBy('first_id')
    .orderBy('second_id')
    .execute()
  return rows.map((row) => ({ firstId: row.first_id, secondId: row.second_id, decision: row.decision }))
}

export async function collectionExists(db: Database, collectionId: string): Promise<boolean> {
  const row = await db.selectFrom('collections').select('id').where('id', '=', collectionId).executeTakeFirst()
  return row !== undefined
}
