import { LearnPathError } from '@learnpath/contracts'
import type { Document } from '@learnpath/contracts'
import { sql } from 'kysely'
import type { Database } from '../../ports/relational-store.ts'
import { selectDocuments, toDocuments } from './document-row.ts'
import type { DocumentListQuery } from './library-api.ts'

type Selection = ReturnType<typeof selectDocuments>

/** Ordered, then by path and id: with a cursor, documents that come or go between two pages neither repeat nor hide others. */
export async function listDocuments(
  db: Database,
  list: DocumentListQuery,
): Promise<{ documents: Document[]; total: number; next: string | null }> {
  const isReadThrough = (list.sort ?? 'path') === 'path' && list.order !== 'descending' && list.offset === undefined
  let query = filtered(selectDocuments(db), list)
  const { total } = await query
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  if (list.after !== undefined) {
    if (!isReadThrough) throw invalidCursor()
    const { path, id } = parseCursor(list.after)
    query = query.where((where) =>
      where.or([where('d.path', '>', path), where.and([where('d.path', '=', path), where('d.id', '>', id)])]),
    )
  }
  const rows = await ordered(query, list)
    .limit(list.limit + 1)
    .offset(list.offset ?? 0)
    .execute()
  const page = rows.slice(0, list.limit)
  const last = page.at(-1)
  const next = isReadThrough && rows.length > page.length && last !== undefined ? cursorOf(last) : null
  return { documents: await toDocuments(db, page), total, next }
}

function filtered(
  selection: Selection,
  { collectionId, state, format, path, watchId, tag, contains }: DocumentListQuery,
) {
  let query = selection
  if (collectionId !== undefined) query = query.where('d.collection_id', '=', collectionId)
  if (state === 'unfinished') query = query.where('d.state', 'in', ['queued', 'processing'])
  else if (state !== undefined) query = query.where('d.state', '=', state)
  if (format !== undefined) query = query.where('d.format', '=', format)
  if (path !== undefined) query = query.where('d.path', '=', path)
  if (watchId !== undefined) query = query.where('d.watch_id', '=', watchId)
  if (tag !== undefined) {
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
  if (contains !== undefined && contains !== '') {
    query = query.where((where) =>
      where.or(
        spellingsOf(contains).flatMap((text) => {
          const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
          return [
            sql<boolean>`d.path like ${pattern} escape '\\'`,
            sql<boolean>`coalesce(v.title, '') like ${pattern} escape '\\'`,
          ]
        }),
      ),
    )
  }
  return query
}

/** The database folds case for ASCII alone: a word with an umlaut is looked for small, capitalised and as typed. */
function spellingsOf(text: string): string[] {
  const small = text.toLowerCase()
  return [...new Set([text, small, `${small.slice(0, 1).toUpperCase()}${small.slice(1)}`])]
}

function ordered(query: Selection, { sort = 'path', order = 'ascending' }: DocumentListQuery) {
  const direction = order === 'ascending' ? 'asc' : 'desc'
  const inOrder = {
    path: () => query,
    title: () => query.orderBy(sql`lower(coalesce(nullif(v.title, ''), d.path))`, direction),
    added: () => query.orderBy('d.added_at', direction),
    changed: () => query.orderBy('d.changed_at', direction),
    size: () => query.orderBy('d.size_bytes', direction),
  }[sort]()
  return inOrder.orderBy('d.path', sort === 'path' ? direction : 'asc').orderBy('d.id')
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
