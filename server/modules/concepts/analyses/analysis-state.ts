import { sql } from 'kysely'
import type { Database } from '../../../ports/relational-store.ts'
import type { AnalysisStore } from './analysis-store.ts'

/** Which documents have been analysed by this analyst, and which wait. */
export function createAnalysisState(
  db: Database,
  analystVersion: string,
): Pick<AnalysisStore, 'version' | 'pending' | 'countPending' | 'basis'> {
  const selectSettled = () =>
    db
      .selectFrom('documents as d')
      .leftJoin('concept_analyses as a', (join) =>
        join
          .onRef('a.document_id', '=', 'd.id')
          .onRef('a.version_id', '=', 'd.version_id')
          .on('a.analyst_version', '=', analystVersion),
      )
      .where('d.version_id', 'is not', null)

  return {
    async version(documentId) {
      const row = await selectSettled()
        .innerJoin('document_versions as v', 'v.id', 'd.version_id')
        .innerJoin('collections as c', 'c.id', 'd.collection_id')
        .select(['d.collection_id', 'c.name', 'd.path', 'v.id', 'v.title', 'v.language', 'a.id as analysis_id'])
        .where('d.id', '=', documentId)
        .executeTakeFirst()
      if (row === undefined) return null
      return {
        documentId,
        collectionId: row.collection_id,
        versionId: row.id,
        collection: row.name,
        path: row.path,
        ownTitle: row.title,
        language: row.language,
        settled: row.analysis_id !== null,
      }
    },
    async pending(collectionId) {
      const rows = await selectSettled()
        .select('d.id')
        .where('d.collection_id', '=', collectionId)
        .where('a.id', 'is', null)
        .orderBy('d.path')
        .execute()
      return rows.map(({ id }) => id)
    },
    async countPending() {
      const row = await selectSettled()
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('a.id', 'is', null)
        .executeTakeFirstOrThrow()
      return row.count
    },
    async basis(collectionId) {
      const row = await db
        .selectFrom('documents as d')
        .leftJoin('concept_analyses as a', (join) =>
          join.onRef('a.document_id', '=', 'd.id').onRef('a.version_id', '=', 'd.version_id'),
        )
        .leftJoin('change_log as c', 'c.document_id', 'd.id')
        .select((select) => [
          select.fn.countAll<number>().as('documents'),
          select.fn.count<number>('a.id').as('analysed'),
          select.fn.max('a.id').as('last_analysis'),
          select.fn.max('c.sequence').as('last_change'),
          select.fn
            .sum<number | null>(sql`case when a.analyst_version = ${analystVersion} then 1 else 0 end`)
            .as('settled'),
        ])
        .where('d.collection_id', '=', collectionId)
        .where('d.version_id', 'is not', null)
        .executeTakeFirstOrThrow()
      const { documents, analysed, last_analysis: analysis, last_change: change, settled } = row
      return {
        pending: documents - (settled ?? 0),
        basis: [documents, analysed, analysis ?? 0, change ?? 0].join('.'),
      }
    },
  }
}
