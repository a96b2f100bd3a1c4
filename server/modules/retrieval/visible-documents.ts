import { createBoundedCache } from '../../kernel/bounded-cache.ts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { SearchBounds } from '../../ports/search-reach.ts'
import type { VectorIndex } from '../../ports/vector-index.ts'
import type { LibraryReader } from './library-reader.ts'

/** Documents of all sets together whose ids are kept at hand; some hundred bytes each. */
const MAX_IDS = 500_000
/** For indexes that go by collections; one that does not must find nothing. */
export const NO_DOCUMENTS: ReadonlySet<string> = new Set()

/** The indexes that a search asks. */
interface AskedIndexes {
  readonly index: Pick<KeywordIndex, 'keepsHomes'>
  readonly serving: { readonly index: Pick<VectorIndex, 'keepsHomes'> } | null
}

/** What the one may see for whom a search is done. */
export interface VisibleDocuments {
  /** Equal for those who see the same collections; null when there is nothing else. */
  readonly key: string | null
  readonly bounds: SearchBounds
}

/**
 * As of a change of the library; null for the program itself, which sees all. Collections are read each time: whether one is
 * shared may change without a change of the library. Those who see the same share the ids of documents.
 */
export type SeeDocuments = (latestSequence: number, asked: AskedIndexes) => Promise<VisibleDocuments | null>

/** Whether an index that is asked goes by documents: their ids are read only then. */
export const goesByDocuments = ({ index, serving }: AskedIndexes): boolean =>
  !index.keepsHomes || serving?.index.keepsHomes === false

export function createVisibleDocuments(
  library: Pick<LibraryReader, 'visibleCollections' | 'matchingDocumentIds'>,
): SeeDocuments {
  const kept = createBoundedCache<{ readonly sequence: number; readonly ids: ReadonlySet<string> }>(MAX_IDS)

  async function idsIn(collectionIds: readonly string[], key: string, sequence: number): Promise<ReadonlySet<string>> {
    const known = kept.get(key)
    if (known?.sequence === sequence) return known.ids
    const ids = (await library.matchingDocumentIds({ collectionIds })) ?? NO_DOCUMENTS
    kept.set(key, { sequence, ids }, ids.size + 1)
    return ids
  }

  return async (sequence, asked) => {
    const collections = await library.visibleCollections()
    if (collections === null) return null
    const { workspaceId, ids, areAll } = collections
    const home = { workspaceId, collectionIds: new Set(ids) }
    if (areAll) return { key: null, bounds: { ...home, documentIds: null } }
    const key = ids.join(' ')
    const documentIds = goesByDocuments(asked) ? await idsIn(ids, key, sequence) : NO_DOCUMENTS
    return { key, bounds: { ...home, documentIds } }
  }
}
