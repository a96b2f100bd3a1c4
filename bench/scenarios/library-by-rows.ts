import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { openFileStore } from '../../server/app/open-store.ts'
import { createSystemClock } from '../../server/adapters/system/system-clock.ts'
import type { RelationalStore } from '../../server/ports/relational-store.ts'
import { seededNumbers } from './keyword-corpus.ts'

const CHUNKS_PER_DOCUMENT = 50
const ROWS_PER_STATEMENT = 50
const PUNCTUATION_PER_WORD = 1.3
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/** A library in a data folder that the product has made. */
export interface LibraryOfRows {
  /** Adds documents until there are so many chunks in all; the product does not run meanwhile. The file is closed at the end: it may be copied. */
  growTo(chunks: number): Promise<void>
}

/**
 * Writes documents straight into the store, as ingestion would have left them: reading a million chunks takes hours, and what a benchmark of
 * growth is about comes after it. Each chunk is made of sentences drawn from `sentences`, about 200 words. Concepts count as worked out.
 */
export function libraryOfRows(home: string, sentences: readonly string[]): LibraryOfRows {
  const collection = { id: 'col_growth', name: 'growth', created_at: 0 }
  const random = seededNumbers(7)
  const drawn = (): string[] => {
    const chosen: string[] = []
    for (let words = 0; words < 200;) {
      const sentence = sentences[Math.floor(random() * sentences.length)] ?? ''
      chosen.push(sentence)
      words += sentence.split(' ').length
    }
    return chosen
  }
  let documents = 0
  return {
    async growTo(chunks) {
      const store = await openFileStore(join(home, 'learnpath.db'), { clock: createSystemClock(), logger: SILENT })
      await store.db
        .insertInto('collections')
        .values(collection)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      for (; documents * CHUNKS_PER_DOCUMENT < chunks; documents += 1) {
        const texts = Array.from({ length: CHUNKS_PER_DOCUMENT }, () => drawn().join(' '))
        await insertDocument(store, collection.id, { number: documents, texts })
      }
      const { latest } = await store.db
        .selectFrom('change_log')
        .select((select) => select.fn.max('sequence').as('latest'))
        .executeTakeFirstOrThrow()
      await store.db.updateTable('concept_follower').set({ sequence: latest }).execute()
      await store.close()
    },
  }
}

async function insertDocument(
  store: RelationalStore,
  collectionId: string,
  { number, texts }: { readonly number: number; readonly texts: readonly string[] },
): Promise<void> {
  const id = `doc_growth${number}`
  const versionId = `ver_growth${number}`
  const text = texts.join('\n\n')
  const hash = createHash('sha256').update(text).digest('hex')
  let offset = 0
  const chunks = texts.map((own, ordinal) => {
    const start = offset
    offset += own.length + 2
    return {
      document_id: id,
      version_id: versionId,
      ordinal,
      heading_path_json: '[]',
      start_offset: start,
      end_offset: start + own.length,
      page_start: null,
      page_end: null,
      token_count: Math.round(own.split(' ').length * PUNCTUATION_PER_WORD),
      text: own,
    }
  })
  await store.db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('documents')
      .values({
        id,
        collection_id: collectionId,
        path: `growth/${number}.txt`,
        format: 'text',
        state: 'ready',
        failure_code: null,
        failure_message: null,
        content_hash: hash,
        size_bytes: text.length,
        version_id: versionId,
        added_at: 0,
        changed_at: 0,
        modified_at: null,
        watch_id: null,
        last_outcome: 'added',
      })
      .execute()
    await transaction
      .insertInto('document_versions')
      .values({
        id: versionId,
        document_id: id,
        content_hash: hash,
        parser_version: '1',
        title: `Document ${number}`,
        language: 'en',
        text,
        blocks_json: '[]',
        marks_json: '[]',
        pages_json: '[]',
        warnings_json: '[]',
        page_count: null,
        character_count: text.length,
        chunk_count: chunks.length,
        created_at: 0,
      })
      .execute()
    for (let from = 0; from < chunks.length; from += ROWS_PER_STATEMENT) {
      await transaction
        .insertInto('chunks')
        .values(chunks.slice(from, from + ROWS_PER_STATEMENT))
        .execute()
    }
    await transaction.insertInto('change_log').values({ kind: 'document-published', document_id: id, at: 0 }).execute()
  })
}
