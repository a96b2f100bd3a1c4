import { LearnPathError } from '@learnpath/contracts'
import type { Document, DocumentText } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import { selectDocuments, titleOf, toDocuments } from './document-row.ts'

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
