import type { GraphStatus } from '@learnpath/contracts'
import type { Database } from '../../../ports/relational-store.ts'
import type { GraphCurrency } from './graph-assembly.ts'

export interface StatusInput {
  readonly db: Database
  readonly collection: { readonly id: string; readonly name: string }
  readonly currency: GraphCurrency
  /** Of the readings. */
  readonly readerVersion: string
  readonly mergeSimilarity: number
}

export async function graphStatus(input: StatusInput): Promise<GraphStatus> {
  const { db, collection, currency, mergeSimilarity } = input
  const { id, name } = collection
  const { pending, failed, pendingConcepts, stored, isUpToDate } = currency
  const relations = await relationCounts(db, id)
  const merges = await db
    .selectFrom('graph_entity_names')
    .select((select) => ['reason', select.fn.countAll<number>().as('count')])
    .where('collection_id', '=', id)
    .where('reason', '!=', 'itself')
    .groupBy('reason')
    .orderBy('reason')
    .execute()
  return {
    collection: name,
    entities: await countIn(db, 'graph_entities', id),
    ...relations,
    merges: Object.fromEntries(merges.map(({ reason, count }) => [reason, count])),
    reviews: await countIn(db, 'graph_merge_reviews', id),
    pendingDocuments: pending,
    pendingPassages: await countPendingPassages(input),
    current: pending === 0 && pendingConcepts === 0 && isUpToDate,
    assembledAt: stored === null ? null : new Date(stored.assembledAt).toISOString(),
    embedder: stored?.modelKey ?? null,
    mergeSimilarity,
    failedDocuments: failed,
  }
}

async function relationCounts(
  db: Database,
  collectionId: string,
): Promise<Pick<GraphStatus, 'relations' | 'byKind' | 'byOrigin'>> {
  const rows = await db
    .selectFrom('graph_relations')
    .select((select) => ['kind', 'origins', select.fn.countAll<number>().as('count')])
    .where('collection_id', '=', collectionId)
    .groupBy(['kind', 'origins'])
    .orderBy('kind')
    .orderBy('origins')
    .execute()
  const byKind: Record<string, number> = {}
  const byOrigin: Record<string, number> = {}
  for (const { kind, origins, count } of rows) {
    byKind[kind] = (byKind[kind] ?? 0) + count
    for (const origin of origins.split(',')) byOrigin[origin] = (byOrigin[origin] ?? 0) + count
  }
  return { relations: rows.reduce((sum, { count }) => sum + count, 0), byKind, byOrigin }
}

async function countIn(
  db: Database,
  table: 'graph_entities' | 'graph_merge_reviews',
  collectionId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('collection_id', '=', collectionId)
    .executeTakeFirstOrThrow()
  return count
}

async function countPendingPassages({ db, collection, currency, readerVersion }: StatusInput): Promise<number> {
  if (currency.pending === 0) return 0
  const { count } = await db
    .selectFrom('documents as d')
    .innerJoin('chunks as k', 'k.version_id', 'd.version_id')
    .leftJoin('graph_documents as g', (join) =>
      join
        .onRef('g.document_id', '=', 'd.id')
        .onRef('g.version_id', '=', 'd.version_id')
        .on('g.reader_version', '=', readerVersion),
    )
    .leftJoin('graph_chunks as c', 'c.chunk_id', 'k.id')
    .leftJoin('graph_readings as r', (join) =>
      join
        .onRef('r.document_id', '=', 'c.document_id')
        .onRef('r.content_hash', '=', 'c.content_hash')
        .on('r.reader_version', '=', readerVersion),
    )
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('d.collection_id', '=', collection.id)
    .where('g.document_id', 'is', null)
    .where('r.content_hash', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
