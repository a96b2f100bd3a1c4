import type { SearchFilters } from '@learnpath/contracts'
import type { LibraryApi } from '../../library/index.ts'

export interface Allowed {
  /** Ids; null: all. */
  readonly collections: readonly string[] | null
  readonly documentIds: ReadonlySet<string> | null
}

/** What the filters of a search leave. @throws LP_COLLECTION_NOT_FOUND */
export async function allowedDocuments(
  library: Pick<LibraryApi, 'collection' | 'matchingDocumentIds'>,
  filters: SearchFilters = {},
): Promise<Allowed> {
  const { collections = [], changedAfter, changedBefore, ...lists } = filters
  const found = await Promise.all(collections.map(async (name) => await library.collection(name)))
  const ids = found.map(({ id }) => id)
  const wanted = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0))
  const documentIds = await library.matchingDocumentIds({
    ...wanted,
    ...(ids.length > 0 && { collectionIds: ids }),
    ...(changedAfter !== undefined && { changedAfter: Date.parse(changedAfter) }),
    ...(changedBefore !== undefined && { changedBefore: Date.parse(changedBefore) }),
  })
  return { collections: ids.length > 0 ? ids : null, documentIds }
}
