import { breathe } from '../../../kernel/breathe.ts'
import type { Database } from '../../../ports/relational-store.ts'
import type { StudySection } from '../../../ports/study-material.ts'
import type { AnalysisStore } from './analysis-store.ts'
import { createUnpacking, type AnalysisPart, type PackedAnalysis } from './stored-analysis.ts'

/** Some hundred kilobytes. */
const PARTS_PER_READ = 4

/** Reads what is stored, a little at a time. */
export function createAnalysisReading(db: Database): Pick<AnalysisStore, 'analysed' | 'packed' | 'read' | 'sections'> {
  // What an older analyst found serves until the new one has read the document.
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
    const { language, words, sections_json: sectionsJson, hints_json: hintsJson } = row
    return { language, words, sectionsJson, hintsJson, parts: await partsOf(db, analysisId) }
  }

  return {
    async analysed(collectionId) {
      const rows = await db
        .selectFrom('concept_analyses as a')
        .innerJoin('documents as d', 'd.id', 'a.document_id')
        .leftJoin('document_versions as v', 'v.id', 'a.version_id')
        .select(['a.id', 'a.document_id', 'd.path', 'v.title', 'v.content_hash'])
        .where('a.failure_code', 'is', null)
        .where('d.collection_id', '=', collectionId)
        .execute()
      return rows.map(({ id, document_id: documentId, content_hash: versionHash, path, title }) => ({
        analysisId: id,
        documentId,
        versionHash,
        path,
        title: title === null || title === '' ? path.slice(path.lastIndexOf('/') + 1) : title,
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
  }
}

async function partsOf(db: Database, analysisId: number): Promise<AnalysisPart[]> {
  const parts: AnalysisPart[] = []
  for (;;) {
    const rows = await db
      .selectFrom('concept_analysis_parts')
      .select(['kind', 'json'])
      .where('analysis_id', '=', analysisId)
      .where('ordinal', '>=', parts.length)
      .orderBy('ordinal')
      .limit(PARTS_PER_READ)
      .execute()
    parts.push(...rows)
    if (rows.length < PARTS_PER_READ) return parts
    await breathe()
  }
}
