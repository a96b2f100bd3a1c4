import type { ErrorCode } from '@learnpath/contracts'
import { sql } from 'kysely'
import { breathe } from '../../../kernel/breathe.ts'
import type { StudySection } from '../../../ports/study-material.ts'
import type { Database, DatabaseTransaction } from '../../../ports/relational-store.ts'
import { createUnpacking, packParts, type PackedAnalysis, type StoredAnalysis } from './stored-analysis.ts'

/** A document's searchable version, as far as analysing needs it beside the text. */
export interface AnalysableVersion {
  readonly documentId: string
  readonly collectionId: string
  readonly versionId: string
  /** The document's own; empty when it has none. The file name would change with a rename. */
  readonly ownTitle: string
  readonly language: string
  /** Whether this version has been analysed by this analyst, or could not be. */
  readonly settled: boolean
}

/** Row of a document whose analysis is in, without the analysis. */
export interface AnalysedRow {
  readonly analysisId: number
  readonly documentId: string
  readonly path: string
  /** The document's own title, or its file name. */
  readonly title: string
}

/** What the concepts of a collection are made from, in one line: equal lines mean equal concepts. */
export interface CollectionBasis {
  readonly pending: number
  readonly basis: string
}

/** Analyses of documents in the relational store; a row belongs to the document and goes with it. */
export interface AnalysisStore {
  /** Null when the document is gone or has no searchable version. */
  version(documentId: string): Promise<AnalysableVersion | null>
  /** Ids of searchable documents that are not settled, of one collection or of all. */
  pending(collectionId: string): Promise<string[]>
  countPending(): Promise<number>
  /** @returns false when the version is not the searchable one any more: nothing is kept then */
  save(version: AnalysableVersion, stored: StoredAnalysis): Promise<boolean>
  saveFailure(version: AnalysableVersion, code: ErrorCode): Promise<void>
  /** In no order. */
  analysed(collectionId: string): Promise<AnalysedRow[]>
  /** Null when it has been replaced or deleted. */
  packed(analysisId: number): Promise<PackedAnalysis | null>
  /** Of the searchable version; null when there is none. Read in slices. */
  read(documentId: string): Promise<StoredAnalysis | null>
  /** Of the searchable version; null when it has no analysis. */
  sections(documentId: string): Promise<readonly StudySection[] | null>
  basis(collectionId: string): Promise<CollectionBasis>
}

export function createAnalysisStore(db: Database, analystVersion: string): AnalysisStore {
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
  // A version that an older analyst read serves until the new one has.
  const selectUsable = () =>
    db
      .selectFrom('concept_analyses as a')
      .innerJoin('documents as d', 'd.id', 'a.document_id')
      .whereRef('a.version_id', '=', 'd.version_id')
      .where('a.failure_code', 'is', null)

  async function packed(analysisId: number): Promise<PackedAnalysis | null> {
    const row = await db
      .selectFrom('concept_analyses')
      .select(['language', 'words', 'sections_json', 'hints_json'])
      .where('id', '=', analysisId)
      .executeTakeFirst()
    if (row === undefined) return null
    const parts = await db
      .selectFrom('concept_analysis_parts')
      .select(['kind', 'json'])
      .where('analysis_id', '=', analysisId)
      .orderBy('ordinal')
      .execute()
    return {
      language: row.language,
      words: row.words,
      sectionsJson: row.sections_json,
      hintsJson: row.hints_json,
      parts,
    }
  }

  return {
    async version(documentId) {
      const row = await selectSettled()
        .innerJoin('document_versions as v', 'v.id', 'd.version_id')
        .select(['d.collection_id', 'v.id', 'v.title', 'v.language', 'a.id as analysis_id'])
        .where('d.id', '=', documentId)
        .executeTakeFirst()
      if (row === undefined) return null
      return {
        documentId,
        collectionId: row.collection_id,
        versionId: row.id,
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
    save: async (version, stored) =>
      await db.transaction().execute(async (transaction) => {
        const { language, words, sections } = stored.analysis
        const analysisId = await replaceRow(transaction, version, {
          analyst_version: analystVersion,
          failure_code: null,
          language,
          words,
          sections_json: JSON.stringify(sections),
          hints_json: JSON.stringify(stored.hints),
        })
        if (analysisId === null) return false
        let ordinal = 0
        for (const part of packParts(stored)) {
          await transaction
            .insertInto('concept_analysis_parts')
            .values({ analysis_id: analysisId, ordinal, ...part })
            .execute()
          ordinal += 1
          await breathe()
        }
        return true
      }),
    async saveFailure(version, code) {
      await db.transaction().execute(async (transaction) => {
        await replaceRow(transaction, version, {
          analyst_version: analystVersion,
          failure_code: code,
          language: version.language,
          words: 0,
          sections_json: '[]',
          hints_json: '{}',
        })
      })
    },
    async analysed(collectionId) {
      const rows = await selectUsable()
        .innerJoin('document_versions as v', 'v.id', 'd.version_id')
        .select(['a.id', 'a.document_id', 'd.path', 'v.title'])
        .where('d.collection_id', '=', collectionId)
        .execute()
      return rows.map(({ id, document_id: documentId, path, title }) => ({
        analysisId: id,
        documentId,
        path,
        title: title === '' ? path.slice(path.lastIndexOf('/') + 1) : title,
      }))
    },
    packed,
    async read(documentId) {
      const row = await selectUsable().select('a.id').where('d.id', '=', documentId).executeTakeFirst()
      const found = row === undefined ? null : await packed(row.id)
      if (found === null) return null
      const unpacking = createUnpacking(found)
      for (const part of found.parts) {
        unpacking.add(part)
        await breathe()
      }
      return unpacking.done()
    },
    async sections(documentId) {
      const row = await selectUsable().select('a.sections_json').where('d.id', '=', documentId).executeTakeFirst()
      return row === undefined ? null : (JSON.parse(row.sections_json) as StudySection[])
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

/** Puts a row in the place of the document's last one. @returns null when the document's searchable version is another by now */
async function replaceRow(
  transaction: DatabaseTransaction,
  { documentId, versionId }: AnalysableVersion,
  facts: {
    readonly analyst_version: string
    readonly failure_code: ErrorCode | null
    readonly language: string
    readonly words: number
    readonly sections_json: string
    readonly hints_json: string
  },
): Promise<number | null> {
  const current = await transaction
    .selectFrom('documents')
    .select('id')
    .where('id', '=', documentId)
    .where('version_id', '=', versionId)
    .executeTakeFirst()
  if (current === undefined) return null
  await transaction.deleteFrom('concept_analyses').where('document_id', '=', documentId).execute()
  const { id } = await transaction
    .insertInto('concept_analyses')
    .values({ document_id: documentId, version_id: versionId, ...facts })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
