import { breathe } from '../../../kernel/breathe.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { chunkHash } from '../reading/chunk-hash.ts'
import { PROMPT_VERSION } from './extraction-prompt.ts'

/** A text that chunks of one or more documents of a collection have. */
export interface Passage {
  readonly hash: string
  /** One of the chunks. */
  readonly chunkId: number
  readonly documentIds: readonly string[]
  readonly text: string
}

export interface PassageScope {
  readonly collectionId: string
  readonly model: string
  /** Chunks that came later are left out. */
  readonly newestChunkId: number
}

const CHUNKS_PER_QUERY = 256
/** What is shorter says nothing of how things belong together: a heading by itself, a page number. */
const FEWEST_LETTERS = 60
const LETTERS = /\p{L}/gu

export interface ScannedPassages {
  /** Texts that this model has not read, in the order of their chunks. */
  readonly unread: readonly Passage[]
  /** Texts that it has read, for whichever document. */
  readonly read: readonly Passage[]
}

/** `measure` is kept of each unread passage instead of its text, so that a large library is not held in memory. */
export async function scanPassages(db: Database, scope: PassageScope, signal?: AbortSignal): Promise<ScannedPassages> {
  const known = await readHashes(db, scope.model)
  const passages = new Map<string, Passage & { readonly documentIds: string[] }>()
  let after = 0
  for (;;) {
    const rows = await db
      .selectFrom('chunks as k')
      .innerJoin('documents as d', (join) =>
        join.onRef('d.id', '=', 'k.document_id').onRef('d.version_id', '=', 'k.version_id'),
      )
      .innerJoin('document_versions as v', 'v.id', 'k.version_id')
      .select(['k.id', 'k.document_id', 'k.text', 'v.language'])
      .where('d.collection_id', '=', scope.collectionId)
      .where('k.id', '>', after)
      .where('k.id', '<=', scope.newestChunkId)
      .orderBy('k.id')
      .limit(CHUNKS_PER_QUERY)
      .execute()
    for (const { id, document_id: documentId, text, language } of rows) {
      if ((text.match(LETTERS)?.length ?? 0) < FEWEST_LETTERS) continue
      const hash = chunkHash({ text, language })
      const same = passages.get(hash)
      if (same === undefined) passages.set(hash, { hash, chunkId: id, documentIds: [documentId], text })
      else if (!same.documentIds.includes(documentId)) same.documentIds.push(documentId)
    }
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.id
    await breathe()
    signal?.throwIfAborted()
  }
  const all = [...passages.values()]
  return { unread: all.filter(({ hash }) => !known.has(hash)), read: all.filter(({ hash }) => known.has(hash)) }
}

async function readHashes(db: Database, model: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('graph_model_readings')
    .select('content_hash')
    .distinct()
    .where('model', '=', model)
    .where('prompt_version', '=', PROMPT_VERSION)
    .execute()
  return new Set(rows.map((row) => row.content_hash))
}

/** The last chunk of all that there are. */
export async function newestChunkId(db: Database): Promise<number> {
  const { newest } = await db
    .selectFrom('chunks')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow()
  return newest ?? 0
}
