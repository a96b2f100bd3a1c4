import { breathe } from '../../../kernel/breathe.ts'
import type { Database } from '../../../ports/relational-store.ts'
import type { ChunkToAssemble } from '../assembly/assembly-input.ts'
import type { DocumentReference } from '../assembly/assembler.ts'
import { READING_FORMAT } from '../reading/packed-reading.ts'

/** Some hundred kilobytes. */
const CHUNKS_PER_READ = 100
const DIGESTS_PER_READ = 2000

/** Documents of which something has been read, sorted by path. What an older reader found serves until the new one has read them. */
export async function readDocuments(db: Database, collectionId: string): Promise<DocumentReference[]> {
  const rows = await db
    .selectFrom('documents as d')
    .innerJoin('graph_documents as g', (join) =>
      join.onRef('g.document_id', '=', 'd.id').onRef('g.version_id', '=', 'd.version_id'),
    )
    .select((select) => [
      'd.id',
      'd.path',
      'g.version_id',
      'g.reader_version',
      select
        .selectFrom('graph_model_readings as m')
        .select((inner) => inner.fn.count<number>('m.reading_json').as('count'))
        .whereRef('m.document_id', '=', 'd.id')
        .as('model_readings'),
      select
        .selectFrom('graph_model_readings as m')
        .select((inner) => inner.fn.sum<number | null>('m.completion_tokens').as('tokens'))
        .whereRef('m.document_id', '=', 'd.id')
        .as('model_tokens'),
    ])
    .where('d.collection_id', '=', collectionId)
    .where('g.failure_code', 'is', null)
    .where('g.reader_version', 'like', `%.${READING_FORMAT}`)
    .execute()
  return rows
    .map((row) => ({
      documentId: row.id,
      path: row.path,
      versionId: [row.version_id, row.reader_version, row.model_readings ?? 0, row.model_tokens ?? 0].join('/'),
    }))
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
}

/** The chunks of a document with what was read in them, some at a time, in the order of the text. */
export async function* readChunks(
  db: Database,
  { documentId }: DocumentReference,
): AsyncGenerator<readonly ChunkToAssemble[], void, undefined> {
  const modelReadings = await readModelReadings(db, documentId)
  for (let from = 0; ;) {
    const rows = await db
      .selectFrom('graph_chunks as g')
      .innerJoin('chunks as k', 'k.id', 'g.chunk_id')
      .innerJoin('graph_readings as r', (join) =>
        join.onRef('r.document_id', '=', 'g.document_id').onRef('r.content_hash', '=', 'g.content_hash'),
      )
      .select(['k.id', 'k.ordinal', 'k.start_offset', 'k.text', 'g.content_hash', 'r.reading_json'])
      .where('g.document_id', '=', documentId)
      .where('k.ordinal', '>=', from)
      .orderBy('k.ordinal')
      .limit(CHUNKS_PER_READ)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map((row) => ({
      chunkId: row.id,
      start: row.start_offset,
      text: row.text,
      readingJson: row.reading_json,
      modelReadingsJson: modelReadings.get(row.content_hash) ?? [],
    }))
    if (rows.length < CHUNKS_PER_READ) return
    from = last.ordinal + 1
    await breathe()
  }
}

async function readModelReadings(db: Database, documentId: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('graph_model_readings')
    .select(['content_hash', 'reading_json'])
    .where('document_id', '=', documentId)
    .where('reading_json', 'is not', null)
    .orderBy('content_hash')
    .orderBy('model')
    .execute()
  const byHash = new Map<string, string[]>()
  for (const { content_hash: hash, reading_json: json } of rows) {
    if (json !== null) byHash.set(hash, [...(byHash.get(hash) ?? []), json])
  }
  return byHash
}

/** Ids and digests of what is stored of a graph. */
export async function readDigests(
  db: Database,
  table: 'graph_entities' | 'graph_relations',
  collectionId: string,
): Promise<(readonly [id: string, digest: string])[]> {
  const digests: (readonly [string, string])[] = []
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom(table)
      .select(['id', 'digest'])
      .where('collection_id', '=', collectionId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(DIGESTS_PER_READ)
      .execute()
    for (const { id, digest } of rows) digests.push([id, digest])
    const last = rows.at(-1)
    if (last === undefined || rows.length < DIGESTS_PER_READ) return digests
    after = last.id
    await breathe()
  }
}
