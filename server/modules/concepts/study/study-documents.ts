import { createBoundedCache } from '../../../kernel/bounded-cache.ts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import type { AnalysableVersion, AnalysisStore } from '../analyses/analysis-store.ts'
import type { ConceptsDependencies } from '../concepts-dependencies.ts'
import { readStudyDocument } from './study-document.ts'

/** Of the texts of all documents at hand: a quiz after the other is made of the same ones. With what is known of them about five bytes each. */
const MAX_CHARACTERS = 2_000_000

interface Kept {
  readonly version: AnalysableVersion
  readonly idOfKey: ReadonlyMap<string, string>
  readonly document: StudyDocument
}

/** @param version the searchable one as just read, null when it is not known: then nothing is kept */
export type ReadStudyDocument = (
  documentId: string,
  version: AnalysableVersion | null,
  idOfKey: ReadonlyMap<string, string>,
) => Promise<StudyDocument>

/** Study documents that are read once as long as version, place and concepts stay. */
export function createStudyDocuments(reading: {
  readonly library: Pick<ConceptsDependencies['library'], 'get' | 'text'>
  readonly analyses: Pick<AnalysisStore, 'read' | 'version'>
}): ReadStudyDocument {
  const cache = createBoundedCache<Kept>(MAX_CHARACTERS)
  return async (documentId, version, idOfKey) => {
    const kept = cache.get(documentId)
    if (version !== null && kept?.idOfKey === idOfKey && isSame(kept.version, version)) return kept.document
    const document = await readStudyDocument(reading, documentId, idOfKey)
    // A version that was replaced while it was read is read again next time.
    const after = await reading.analyses.version(documentId)
    const isSteady = version !== null && after !== null && isSame(version, after)
    if (isSteady) cache.set(documentId, { version, idOfKey, document }, document.text.length + 1)
    return document
  }
}

const isSame = (one: AnalysableVersion, other: AnalysableVersion): boolean =>
  one.versionId === other.versionId &&
  one.settled === other.settled &&
  one.path === other.path &&
  one.collection === other.collection
