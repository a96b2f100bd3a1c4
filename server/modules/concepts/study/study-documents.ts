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

/** Study documents that are read once as long as version, place and concepts stay. */
export interface StudyDocuments {
  /** @param version the searchable one as just read, null when it is not known */
  read(
    documentId: string,
    version: AnalysableVersion | null,
    idOfKey: ReadonlyMap<string, string>,
  ): Promise<StudyDocument>
  /** Keeps nothing of a document that was deleted. */
  forget(documentId: string): void
}

export function createStudyDocuments(reading: StudyReading): StudyDocuments {
  const cache = createBoundedCache<Kept>(MAX_CHARACTERS)
  let forgotten = 0

  async function read(...[documentId, version, idOfKey]: Parameters<StudyDocuments['read']>): Promise<StudyDocument> {
    const kept = cache.get(documentId)
    if (version !== null && kept?.idOfKey === idOfKey && isSameVersion(kept.version, version)) return kept.document
    const forgottenBefore = forgotten
    const { document, version: steady } = await readStudyDocument(reading, documentId, version, idOfKey)
    // A version that was replaced while it was read is read again next time; it may have been deleted, too.
    if (steady !== null && forgotten === forgottenBefore) {
      cache.set(documentId, { version: steady, idOfKey, document }, document.text.length + 1)
    }
    return document
  }

  return {
    read,
    forget(documentId) {
      forgotten += 1
      cache.delete(documentId)
    },
  }
}
