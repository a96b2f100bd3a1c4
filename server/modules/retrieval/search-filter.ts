import type { SearchFilters } from '@learnpath/contracts'
import type { LibraryReader } from './library-reader.ts'

/** Ids of the documents a search may look at; null for all. @throws LP_COLLECTION_NOT_FOUND */
export async function allowedDocuments(
  library: LibraryReader,
  filters: SearchFilters | undefined,
): Promise<ReadonlySet<string> | null> {
  if (filters === undefined) return null
  const collections = await Promise.all((filters.collections ?? []).map(async (name) => await library.collection(name)))
  return await library.matchingDocumentIds({
    ...(collections.length > 0 && { collectionIds: collections.map((collection) => collection.id) }),
    ...(filters.documentIds?.length && { documentIds: filters.documentIds }),
    ...(filters.formats?.length && { formats: filters.formats }),
    ...(filters.languages?.length && { languages: filters.languages }),
    ...(filters.tags?.length && { tags: filters.tags }),
    ...(filters.changedAfter !== undefined && { changedAfter: Date.parse(filters.changedAfter) }),
    ...(filters.changedBefore !== undefined && { changedBefore: Date.parse(filters.changedBefore) }),
  })
}
