import type { ErrorCode } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import type { Database, DatabaseTransaction } from '../../../ports/relational-store.ts'
import type { AnalysableVersion, AnalysisStore } from './analysis-store.ts'
import { packParts } from './stored-analysis.ts'

/** Stores what was found in a document, in the place of what was found before. */
export function createAnalysisWriting(
  db: Database,
  analystVersion: string,
): Pick<AnalysisStore, 'save' | 'saveFailure'> {
  return {
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
