import type { StudyDocument } from '../../../ports/study-material.ts'
import type { AnalysableVersion, AnalysisStore } from '../analyses/analysis-store.ts'
import type { ConceptsDependencies } from '../concepts-dependencies.ts'
import { studyMentions } from './study-mentions.ts'

/** A version that is replaced while it is read is read once more; this often at most. */
const TRIES = 3

export interface StudyReading {
  readonly library: Pick<ConceptsDependencies['library'], 'get' | 'text'>
  readonly analyses: Pick<AnalysisStore, 'read' | 'version'>
}

export interface ReadDocument {
  readonly document: StudyDocument
  /** The searchable one, if it was the same before and after reading; else null. */
  readonly version: AnalysableVersion | null
}

/**
 * A document cut up for learning; without sections and sentences when it could not be analysed.
 * @param version the searchable one as just read, null when there was none
 * @throws LP_DOCUMENT_NOT_FOUND, LP_DOCUMENT_NOT_READY
 */
export async function readStudyDocument(
  { library, analyses }: StudyReading,
  documentId: string,
  version: AnalysableVersion | null,
  idOfKey: ReadonlyMap<string, string>,
): Promise<ReadDocument> {
  let before = version
  for (let attempt = 1; ; attempt++) {
    const { collection, path } = await library.get(documentId)
    const { text, title, versionHash } = await library.text(documentId)
    const stored = await analyses.read(documentId)
    const after = await analyses.version(documentId)
    if (before?.versionId !== after?.versionId && attempt < TRIES) {
      before = after
      continue
    }
    const facts = { documentId, versionHash, collection, path, title, text }
    const steady = before !== null && after !== null && isSameVersion(before, after) ? after : null
    if (stored === null) {
      const none = { language: before?.language ?? 'und', sections: [], sentences: [], mentions: [] }
      return { document: { ...facts, ...none }, version: steady }
    }
    const { analysis } = stored
    const { language, sections, sentences } = analysis
    const mentions = await studyMentions(analysis, idOfKey)
    return { document: { ...facts, language, sections, sentences, mentions }, version: steady }
  }
}

export const isSameVersion = (one: AnalysableVersion, other: AnalysableVersion): boolean =>
  one.versionId === other.versionId &&
  one.settled === other.settled &&
  one.path === other.path &&
  one.collection === other.collection
