import type { ConceptMap } from '../../../ports/study-material.ts'
import type { AnalysisStore } from '../analyses/analysis-store.ts'
import type { CollectionConcepts } from '../collection-concepts.ts'
import type { ConceptsApi } from '../concepts-api.ts'
import type { ConceptsDependencies } from '../concepts-dependencies.ts'
import { createStudyDocuments } from './study-documents.ts'

export interface StudyingDependencies {
  readonly library: Pick<ConceptsDependencies['library'], 'collection' | 'get' | 'text'>
  readonly analyses: Pick<AnalysisStore, 'pending' | 'read' | 'version'>
  readonly collections: Pick<CollectionConcepts, 'current'>
  /** Analyses documents now that have not been. */
  readonly settle: (documentIds: readonly string[]) => Promise<void>
}

export interface Studying extends Pick<ConceptsApi, 'map' | 'studyDocument'> {
  /** Keeps nothing of a document that was deleted. */
  forget(documentId: string): void
}

/** What plans and quizzes are made from. */
export function createStudying(dependencies: StudyingDependencies): Studying {
  const { library, analyses, collections, settle } = dependencies
  const documents = createStudyDocuments({ library, analyses })
  const keysOfMap = new WeakMap<ConceptMap, ReadonlyMap<string, string>>()

  async function settledVersion(documentId: string) {
    const version = await analyses.version(documentId)
    if (version?.settled === true) return version
    await settle([documentId])
    return await analyses.version(documentId)
  }

  return {
    async map(collectionIdOrName) {
      const collection = await library.collection(collectionIdOrName)
      await settle(await analyses.pending(collection.id))
      const { map, idOfKey } = await collections.current(collection)
      keysOfMap.set(map, idOfKey)
      return map
    },
    forget: (documentId) => documents.forget(documentId),
    async studyDocument(documentId, map) {
      const version = await settledVersion(documentId)
      // Tells why there is none.
      if (version === null) await library.text(documentId)
      const { collectionId: id, collection: name } = version ?? (await library.get(documentId))
      const known = map === undefined ? undefined : keysOfMap.get(map)
      return await documents.read(documentId, version, known ?? (await collections.current({ id, name })).idOfKey)
    },
  }
}
