import type { Database } from '../../ports/relational-store.ts'
import type { DocumentFilter } from './library-api.ts'

/** Ids of searchable documents that pass; null when nothing is asked for. */
export async function matchingDocumentIds(db: Database, filter: DocumentFilter): Promise<ReadonlySet<string> | null> {
  const asked = Object.values(filter).filter((value) => value !== undefined)
  if (asked.length === 0) return null
  // "Any of none" matches nothing, and an empty list is no SQL everywhere.
  if (asked.some((value) => Array.isArray(value) && value.length === 0)) return new Set()
  let query = db.selectFrom('documents as d').innerJoin('document_versions as v', 'v.id', 'd.version_id').select('d.id')
  if (filter.collectionIds !== undefined) query = query.where('d.collection_id', 'in', filter.collectionIds)
  if (filter.documentIds !== undefined) query = query.where('d.id', 'in', filter.documentIds)
  if (filter.formats !== undefined) query = query.where('d.format', 'in', filter.formats)
  if (filter.languages !== undefined) query = query.where('v.language', 'in', filter.languages)
  if (filter.changedAfter !== undefined) query = query.where('d.changed_at', '>', filter.changedAfter)
  if (filter.changedBefore !== undefined) query = query.where('d.changed_at', '<', filter.changedBefore)
  const { tags } = filter
  if (tags !== undefined) {
    query = query.where((where) =>
      where('d.id', 'in', where.selectFrom('document_tags as t').select('t.document_id').where('t.tag', 'in', tags)),
    )
  }
  return new Set((await query.execute()).map((row) => row.id))
}
