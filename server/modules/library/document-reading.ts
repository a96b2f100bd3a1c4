import { LearnPathError } from '@learnpath/contracts'
import type { Document, DocumentText } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import { selectDocuments, titleOf, toDocuments } from './document-row.ts'
import type { LibraryApi } from './library-api.ts'

/** @throws LP_DOCUMENT_NOT_FOUND */
export async function readDocument(db: Database, documentId: string): Promise<Document> {
  const document = await readDocumentIfThere(db, documentId)
  if (document === null) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: documentId })
  return document
}

export async function readDocumentIfThere(db: Database, documentId: string): Promise<Document | null> {
  const row = await selectDocuments(db).where('d.id', '=', documentId).executeTakeFirst()
  const [document] = await toDocuments(db, row === undefined ? [] : [row])
  return document ?? null
}

export async function findDocumentByPath(db: Database, collectionId: string, path: string): Promise<Document | null> {
  const row = await selectDocuments(db)
    .where('d.collection_id', '=', collectionId)
    .where('d.path', '=', path)
    .executeTakeFirst()
  const [document] = await toDocuments(db, row === undefined ? [] : [row])
  return document ?? null
}

/** Ordered by path, then id: documents that come or go between two pages neither repeat nor hide others. */
export async function listDocuments(
  db: Database,
  filter: Parameters<LibraryApi['list']>[0],
): Promise<{ documents: Document[]; total: number; next: string | null }> {
  let query = selectDocuments(db)
  if (filter.collectionId !== undefined) query = query.where('d.collection_id', '=', filter.collectionId)
  if (filter.state !== undefined) query = query.where('d.state', '=', filter.state)
  if (filter.path !== undefined) query = query.where('d.path', '=', filter.path)
  if (filter.watchId !== undefined) query = query.where('d.watch_id', '=', filter.watchId)
  if (filter.tag !== undefined) {
    const { tag } = filter
    query = query.where((where) =>
      where.exists(
        where
          .selectFrom('document_tags as t')
          .select('t.tag')
          .whereRef('t.document_id', '=', 'd.id')
          .where('t.tag', '=', tag),
      ),
    )
  }
  const { total } = await query
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (filter.after !== undefined) {
    const { path, id } = parseCursor(filter.after)
    query = query.where((where) =>
      where.or([where('d.path', '>', path), where.and([where('d.path', '=', path), where('d.id', '>', id)])]),
    )
  }
  const rows = await query
    .orderBy('d.path')
    .orderBy('d.id')
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const next = rows.length > page.length && last !== undefined ? cursorOf(last) : null
  return { documents: await toDocuments(db, page), total, next }
}

/** @throws LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY */
export async function readDocumentText(db: Database, documentId: string): Promise<DocumentText> {
  const row = await db
    .selectFrom('documents as d')
    .leftJoin('document_versions as v', 'v.id', 'd.version_id')
    .select(['d.path', 'v.content_hash', 'v.title', 'v.text', 'v.blocks_json', 'v.marks_json', 'v.pages_json'])
    .where('d.id', '=', documentId)
    .executeTakeFirst()
  if (row === undefined) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: documentId })
  if (row.content_hash === null || row.text === null) throw new LearnPathError('LP_DOCUMENT_NOT_READY')
  return {
    documentId,
    versionHash: row.content_hash,
    title: titleOf(row.title, row.path),
    text: row.text,
    blocks: JSON.parse(row.blocks_json ?? '[]') as DocumentText['blocks'],
    marks: JSON.parse(row.marks_json ?? '[]') as DocumentText['marks'],
    pages: JSON.parse(row.pages_json ?? '[]') as DocumentText['pages'],
  }
}

const cursorOf = (row: { readonly path: string; readonly id: string }) =>
  Buffer.from(JSON.stringify([row.path, row.id])).toString('base64url')

function parseCursor(cursor: string): { path: string; id: string } {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    if (Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string') {
      return { path: value[0], id: value[1] }
    }
  } catch (error) {
    throw invalidCursor(error)
  }
  throw invalidCursor()
}

function invalidCursor(cause?: unknown): LearnPathError {
  return new LearnPathError('LP_REQUEST_INVALID', {
    issues: [{ field: 'after', message: 'is not a cursor of this list' }],
    cause,
  })
}
