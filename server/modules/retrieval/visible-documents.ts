import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { LibraryReader } from './library-reader.ts'

/** Documents of all sets together whose ids are kept at hand; some hundred bytes each. */
const MAX_IDS = 500_000

/** The documents that the one may see for whom a search is done. */
export interface VisibleDocuments {
  /** Equal for those who see the same collections. */
  readonly key: string
  readonly ids: ReadonlySet<string>
}

/** As of a change of the library; null when all may be seen. Those who see the same share the answer. */
export type SeeDocuments = (latestSequence: number) => Promise<VisibleDocuments | null>

export function createVisibleDocuments(
  library: Pick<LibraryReader, 'visibleCollectionIds' | 'matchingDocumentIds'>,
): SeeDocuments {
  const kept = createBoundedCache<{ readonly sequence: number; readonly visible: VisibleDocuments }>(MAX_IDS)
  return async (sequence) => {
    const collectionIds = await library.visibleCollectionIds()
    if (collectionIds === null) return null
    const key = collectionIds.join(' ')
    const known = kept.get(key)
    if (known?.sequence === sequence) return known.visible
    const visible = { key, ids: (await library.matchingDocumentIds({ collectionIds })) ?? new Set<string>() }
    kept.set(key, { sequence, visible }, visible.ids.size + 1)
    return visible
  }
}
