import type { SearchFilters } from '@learnpath/contracts'
import type { SearchReach } from '../../ports/search-reach.ts'
import type { DocumentFilter } from '../library/index.ts'
import type { LibraryReader } from './library-reader.ts'
import { NO_DOCUMENTS, type VisibleDocuments } from './visible-documents.ts'

/** What a filter asks of the documents themselves, wherever they are. */
function askedOfDocuments(filters: SearchFilters): DocumentFilter {
  return {
    ...(filters.documentIds?.length && { documentIds: filters.documentIds }),
    ...(filters.formats?.length && { formats: filters.formats }),
    ...(filters.languages?.length && { languages: filters.languages }),
    ...(filters.tags?.length && { tags: filters.tags }),
    ...(filters.changedAfter !== undefined && { changedAfter: Date.parse(filters.changedAfter) }),
    ...(filters.changedBefore !== undefined && { changedBefore: Date.parse(filters.changedBefore) }),
  }
}

/**
 * What a search may give: what may be seen, and of that what passes the filters. Documents are told by their ids where a filter asks
 * something of them; whole collections by theirs, and by documents too where an index `goesByDocuments`.
 * @throws LP_COLLECTION_NOT_FOUND
 */
export async function reachOf(
  library: LibraryReader,
  filters: SearchFilters,
  { visible, byDocuments }: { readonly visible: VisibleDocuments | null; readonly byDocuments: boolean },
): Promise<SearchReach> {
  const seen = visible?.bounds
  const ofDocuments = askedOfDocuments(filters)
  // Only what may be seen is found.
  const collections = await Promise.all((filters.collections ?? []).map(async (name) => await library.collection(name)))
  const collectionIds = collections.map(({ id }) => id)
  if (Object.keys(ofDocuments).length === 0 && collectionIds.length > 0) {
    const documentIds = byDocuments ? await library.matchingDocumentIds({ collectionIds }) : NO_DOCUMENTS
    return { bounds: { workspaceId: seen?.workspaceId ?? null, collectionIds: new Set(collectionIds), documentIds } }
  }
  const documentIds = await library.matchingDocumentIds({
    ...ofDocuments,
    ...(collectionIds.length > 0 && { collectionIds }),
  })
  return { ...(seen !== undefined && { bounds: seen }), ...(documentIds !== null && { documentIds }) }
}
