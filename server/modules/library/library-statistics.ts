import type { Document } from '@learnpath/contracts'
import type { Database } from '../../ports/relational-store.ts'
import type { LibraryApi } from './library-api.ts'

/** How much there is. */
export async function readStatistics(db: Database): ReturnType<LibraryApi['statistics']> {
  const byState: Record<Document['state'], number> = { queued: 0, processing: 0, ready: 0, failed: 0, cancelled: 0 }
  const states = await db
    .selectFrom('documents')
    .select(['state', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  for (const row of states) byState[row.state] = row.count
  const versions = await db
    .selectFrom('documents as d')
    .innerJoin('document_versions as v', 'v.id', 'd.version_id')
    .select((select) => [
      'v.language',
      select.fn.countAll<number>().as('documents'),
      select.fn.sum<number>('v.chunk_count').as('chunks'),
    ])
    .groupBy('v.language')
    .orderBy('v.language')
    .execute()
  return {
    total: Object.values(byState).reduce((sum, count) => sum + count, 0),
    searchable: versions.reduce((sum, row) => sum + row.documents, 0),
    byState,
    languages: Object.fromEntries(versions.map((row) => [row.language, row.documents])),
    chunks: versions.reduce((sum, row) => sum + row.chunks, 0),
  }
}

/** Of chunks at equal distances: reading all would read their texts, too. */
export async function readTokenCounts(db: Database, limit: number): Promise<number[]> {
  const ends = await db
    .selectFrom('chunks')
    .select((select) => [select.fn.min('id').as('first'), select.fn.max('id').as('last')])
    .executeTakeFirst()
  if (ends === undefined || ends.first === null) return []
  const step = Math.max(1, (ends.last - ends.first + 1) / limit)
  const counts: number[] = []
  for (let id = ends.first; id <= ends.last; id += step) {
    const row = await db
      .selectFrom('chunks')
      .select('token_count')
      .where('id', '>=', Math.floor(id))
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (row !== undefined) counts.push(row.token_count)
  }
  return counts
}
