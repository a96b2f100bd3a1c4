import { createBoundedCache } from '../../../kernel/bounded-cache.ts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import type { AnalysableVersion } from '../analyses/analysis-store.ts'
import { isSameVersion, readStudyDocument, type StudyReading } from './study-document.ts'

/** Of the texts of all documents at hand: a quiz after the other is made of the same ones. With what is known of them about five bytes each. */
const MAX_CHARACTERS = 2_000_000

interface Kept {
  readonly version: AnalysableVersion
  readonly idOfKey: ReadonlyMap<string, string>
  readonly document: StudyDocument
}

/** @param version the searchable one as just read, null when it is not known */
export type ReadStudyDocument = (
  documentId: string,
  version: AnalysableVersion | null,
  idOfKey: ReadonlyMap<string, string>,
) => Promise<StudyDocument>

/** Study documents that are read once as long as version, place and concepts stay. */
export function createStudyDocuments(reading: StudyReading): ReadStudyDocument {
  const cache = createBoundedCache<Kept>(MAX_CHARACTERS)
  return async (documentId, version, idOfKey) => {
    const kept = cache.get(documentId)
    if (version !== null && kept?.idOfKey === idOfKey && isSameVersion(kept.version, version)) return kept.document
    const read = await readStudyDocument(reading, documentId, version, idOfKey)
    const { document } = read
    // A version that was replaced while it was read is read again next time.
    if (read.version !== null) {
      cache.set(documentId, { version: read.version, idOfKey, document }, document.text.length + 1)
    }
    return document
  }
}
