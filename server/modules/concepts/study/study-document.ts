import type { StudyDocument } from '../../../ports/study-material.ts'
import type { AnalysisStore } from '../analyses/analysis-store.ts'
import type { ConceptsDependencies } from '../concepts-dependencies.ts'
import { studyMentions } from './study-mentions.ts'

/** A version that is replaced while it is read is read once more; this often at most. */
const TRIES = 3

/** A document cut up for learning; without sections and sentences when it could not be analysed. @throws LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY */
export async function readStudyDocument(
  {
    library,
    analyses,
  }: {
    readonly library: Pick<ConceptsDependencies['library'], 'get' | 'text'>
    readonly analyses: Pick<AnalysisStore, 'read' | 'version'>
  },
  documentId: string,
  idOfKey: ReadonlyMap<string, string>,
): Promise<StudyDocument> {
  for (let attempt = 1; ; attempt++) {
    const before = await analyses.version(documentId)
    const { collection, path } = await library.get(documentId)
    const { text, title, versionHash } = await library.text(documentId)
    const stored = await analyses.read(documentId)
    const after = await analyses.version(documentId)
    if (before?.versionId !== after?.versionId && attempt < TRIES) continue
    const facts = { documentId, versionHash, collection, path, title, text }
    const none = { language: before?.language ?? 'und', sections: [], sentences: [], mentions: [] }
    if (stored === null) return { ...facts, ...none }
    const { analysis } = stored
    const { language, sections, sentences } = analysis
    return { ...facts, language, sections, sentences, mentions: await studyMentions(analysis, idOfKey) }
  }
}
