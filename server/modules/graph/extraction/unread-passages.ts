import { breathe } from '../../../kernel/breathe.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { chunkHash } from '../reading/chunk-hash.ts'
import type { EstimatePassages, PassageEstimate } from './passage-estimate.ts'
import { PROMPT_VERSION } from './extraction-prompt.ts'

/** A text that chunks of one or more documents of a collection have. */
export interface Passage {
  readonly hash: string
  /** One of the chunks. */
  readonly chunkId: number
  readonly documentIds: readonly string[]
}

export interface UnreadPassage extends Passage {
  readonly estimate: PassageEstimate
}

export interface PassageScope {
  readonly collectionId: string
  readonly model: string
  /** Chunks that came later are left out. */
  readonly newestChunkId: number
}

const CHUNKS_PER_QUERY = 64
/** What is shorter says nothing of how things belong together: a heading by itself, a page number. */
const FEWEST_LETTERS = 60
const LETTERS = /\p{L}/gu

export interface ScannedPassages {
  /** Texts that this model has not read, in the order of their chunks. */
  readonly unread: readonly UnreadPassage[]
  /** Texts that it has read, for whichever document. */
  readonly read: readonly Passage[]
}

/** Goes through the texts of a collection without holding them. */
export async function scanPassages(
  db: Database,
  scope: PassageScope,
  { estimate, signal }: { readonly estimate: EstimatePassages; readonly signal?: AbortSignal },
): Promise<ScannedPassages> {
  const known = await readHashes(db, scope.model)
  const unread = new Map<string, UnreadPassage & OfDocuments>()
  const read = new Map<string, Passage & OfDocuments>()
  for (let after = 0; ;) {
    const rows = await chunkRows(db, scope, after)
    const fresh: (Passage & OfDocuments & { readonly text: string })[] = []
    for (const { id: chunkId, document_id: documentId, text, language } of rows) {
      if ((text.match(LETTERS)?.length ?? 0) < FEWEST_LETTERS) continue
      const hash = chunkHash({ text, language })
      const same = unread.get(hash) ?? read.get(hash) ?? fresh.find((passage) => passage.hash === hash)
      const passage = { hash, chunkId, documentIds: [documentId] }
      if (same !== undefined) addTo(same, documentId)
      else if (known.has(hash)) read.set(hash, passage)
      else fresh.push({ ...passage, text })
    }
    const estimates = await estimate(fresh.map(({ text }) => text))
    for (const [at, { text: _, ...passage }] of fresh.entries()) {
      const estimated = estimates[at]
      if (estimated !== undefined) unread.set(passage.hash, { ...passage, estimate: estimated })
    }
    const last = rows.at(-1)
    if (last === undefined) return { unread: [...unread.values()], read: [...read.values()] }
    after = last.id
    await breathe()
    signal?.throwIfAborted()
  }
}

interface OfDocuments {
  readonly documentIds: string[]
}

function addTo({ documentIds }: OfDocuments, documentId: string): void {
  if (!documentIds.includes(documentId)) documentIds.push(documentId)
}

const chunkRows = async (db: Database, { collectionId, newestChunkId }: PassageScope, after: number) =>
  await db
    .selectFrom('chunks as k')
    .innerJoin('documents as d', (join) =>
      join.onRef('d.id', '=', 'k.document_id').onRef('d.version_id', '=', 'k.version_id'),
    )
    .innerJoin('document_versions as v', 'v.id', 'k.version_id')
    .select(['k.id', 'k.document_id', 'k.text', 'v.language'])
    .where('d.collection_id', '=', collectionId)
    .where('k.id', '>', after)
    .where('k.id', '<=', newestChunkId)
    .orderBy('k.id')
    .limit(CHUNKS_PER_QUERY)
    .execute()

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
export async function readNewestChunkId(db: Database): Promise<number> {
  const { newest } = await db
    .selectFrom('chunks')
    .select(({ fn }) => fn.max('id').as('newest'))
    .executeTakeFirstOrThrow()
  return newest ?? 0
}
