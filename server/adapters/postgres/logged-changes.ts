import type { ProgressEvent } from '@learnpath/contracts'
import type pg from 'pg'

/** More than that are not told one by one: who follows the log reads on from the last one. */
const MOST_EVENTS = 64

interface LoggedRow {
  readonly sequence: string
  readonly kind: 'document-published' | 'document-deleted'
  readonly document_id: string
  readonly collection_id: string | null
  readonly collection: string | null
  readonly path: string | null
  readonly state: Extract<ProgressEvent, { type: 'document-changed' }>['state'] | null
}

/** What the change log holds after `seen`, as events; nothing the first time, when everybody reads the log anyway. */
export async function readLoggedChanges(
  client: pg.Client,
  seen: number | null,
): Promise<{ readonly latest: number; readonly events: readonly ProgressEvent[] }> {
  const { rows: last } = await client.query<{ latest: string }>(
    'select coalesce(max(sequence), 0) as latest from change_log',
  )
  const latest = Number(last[0]?.latest ?? 0)
  if (seen === null || latest <= seen) return { latest, events: [] }
  const { rows } = await client.query<LoggedRow>(
    `select l.sequence, l.kind, l.document_id, c.id as collection_id, c.name as collection, d.path, d.state from change_log l
    left join documents d on d.id = l.document_id left join collections c on c.id = d.collection_id
    where l.sequence > $1 and l.sequence <= $2 order by l.sequence desc limit ${MOST_EVENTS}`,
    [seen, latest],
  )
  return { latest, events: rows.toReversed().map(eventOf) }
}

function eventOf(row: LoggedRow): ProgressEvent {
  const { document_id: documentId, collection_id: collectionId, collection, path, state } = row
  if (collectionId === null || collection === null || path === null || state === null) {
    // Where it was is not known any more: nobody's page hears of it, but the indexes do.
    return { type: 'document-deleted', documentId, collectionId: '' }
  }
  return {
    type: 'document-changed',
    documentId,
    collectionId,
    collection,
    path,
    state,
    searchable: true,
    errorCode: null,
  }
}
