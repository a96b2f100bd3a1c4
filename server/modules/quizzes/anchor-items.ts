import type { DocumentText } from '@learnpath/contracts'
import type { QuizItemsTable } from '../../ports/quiz-tables.ts'
import type { Database } from '../../ports/relational-store.ts'
import { findQuote } from '../../kernel/text/find-quote.ts'
import { isGone } from './find-drafts.ts'
import { passageAt } from './passage-at.ts'
import type { QuizzesDependencies } from './quizzes-dependencies.ts'
import type { StoredItem } from './stored-item.ts'

/** Where an item's evidence stands in a version of its document. */
export type Anchor = Pick<
  QuizItemsTable,
  | 'version_hash'
  | 'checked_hash'
  | 'outdated'
  | 'evidence_start'
  | 'evidence_end'
  | 'passage_start'
  | 'passage_end'
  | 'page'
  | 'page_end'
  | 'heading_path_json'
  | 'passage_text'
>

export function anchorAt(text: DocumentText, evidence: { readonly start: number; readonly end: number }): Anchor {
  const passage = passageAt(text, evidence.start, evidence.end)
  return {
    version_hash: text.versionHash,
    checked_hash: text.versionHash,
    outdated: 0,
    evidence_start: evidence.start,
    evidence_end: evidence.end,
    passage_start: passage.start,
    passage_end: passage.end,
    page: passage.page,
    page_end: passage.pageEnd,
    heading_path_json: JSON.stringify(passage.headingPath),
    passage_text: text.text.slice(passage.start, passage.end),
  }
}

/**
 * Brings items in step with their documents, when they are read: whose version has changed since is looked for in the new text,
 * word for word. What is not there any more is outdated, and keeps the place and version it was found in; it comes back with its
 * words. So no citation is shown that does not hold.
 */
export async function anchorItems(
  { store: { db }, library }: Pick<QuizzesDependencies, 'store' | 'library'>,
  items: ReadonlyMap<string, StoredItem>,
): Promise<Map<string, StoredItem>> {
  const versions = await currentVersions(db, [...new Set([...items.values()].map(({ row }) => row.document_id))])
  const anchored = new Map(items)
  const texts = new Map<string, DocumentText | null>()
  for (const [id, item] of items) {
    const { row } = item
    const version = versions.get(row.document_id)
    if (version === undefined || version === row.checked_hash) continue
    const text = texts.has(row.document_id) ? texts.get(row.document_id) : await textOf(library, row.document_id)
    texts.set(row.document_id, text ?? null)
    if (text === null || text === undefined) continue
    const range = findQuote(text.text, row.evidence, row.evidence_start)
    const anchor = range === null ? { checked_hash: text.versionHash, outdated: 1 as const } : anchorAt(text, range)
    await db.updateTable('quiz_items').set(anchor).where('id', '=', id).execute()
    anchored.set(id, { ...item, row: { ...row, ...anchor } })
  }
  return anchored
}

/** Content hash of the searchable version of each document; documents without one are absent. */
async function currentVersions(db: Database, documentIds: readonly string[]): Promise<Map<string, string>> {
  if (documentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('documents as d')
    .innerJoin('document_versions as v', 'v.id', 'd.version_id')
    .select(['d.id', 'v.content_hash'])
    .where('d.id', 'in', documentIds)
    .execute()
  return new Map(rows.map((row) => [row.id, row.content_hash]))
}

/** Null when the document went meanwhile. */
async function textOf(library: QuizzesDependencies['library'], documentId: string): Promise<DocumentText | null> {
  try {
    return await library.text(documentId)
  } catch (failure) {
    if (isGone(failure)) return null
    throw failure
  }
}
