import fc from 'fast-check'
import type { EntryHome, SearchBounds, SearchReach } from './search-reach.ts'

interface DocumentHome extends EntryHome {
  readonly documentId: string
}

/** A document of tests with the home of its entries: of two workspaces with two collections each, by its id. */
export function inDocument(documentId: string): DocumentHome {
  let sum = 0
  for (const sign of documentId) sum += sign.codePointAt(0) ?? 0
  return { documentId, workspaceId: `workspace_${sum % 2}`, collectionId: `collection_${sum % 4}` }
}

const isWithin = (home: EntryHome, { workspaceId, collectionIds }: Omit<SearchBounds, 'documentIds'>): boolean =>
  (workspaceId === null || workspaceId === home.workspaceId) && collectionIds.has(home.collectionId)

/** The bounds as a store would tell them that has these documents. */
export function boundsOf(
  documentIds: readonly string[],
  workspaceId: string | null,
  collectionIds: readonly string[],
): SearchBounds {
  const home = { workspaceId, collectionIds: new Set(collectionIds) }
  return { ...home, documentIds: new Set(documentIds.filter((id) => isWithin(inDocument(id), home))) }
}

/** Whether a search may give an entry, by definition. */
export function isReached(entry: DocumentHome, { bounds, documentIds }: SearchReach): boolean {
  const isAsked = documentIds?.has(entry.documentId) ?? true
  return isAsked && (bounds === undefined || isWithin(entry, bounds))
}

/** Bounds of the documents doc_0 to doc_9: of one workspace or any, with collections of the other one among them too. */
export const boundsArbitrary: fc.Arbitrary<SearchBounds> = fc
  .tuple(
    fc.constantFrom(null, 'workspace_0', 'workspace_1'),
    fc.subarray(['collection_0', 'collection_1', 'collection_2', 'collection_3']),
  )
  .map(([workspaceId, collectionIds]) =>
    boundsOf(
      Array.from({ length: 10 }, (_, at) => `doc_${at}`),
      workspaceId,
      collectionIds,
    ),
  )
