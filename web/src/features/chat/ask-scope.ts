import type { SearchFilters } from '@learnpath/contracts'

/** Where answers may come from. */
export interface AskScope {
  /** Null: all. */
  readonly collection: string | null
  /** One document alone. */
  readonly documentId: string | null
}

export const EVERYWHERE: AskScope = { collection: null, documentId: null }

export const filtersOf = ({ collection, documentId }: AskScope): SearchFilters => ({
  ...(collection !== null && { collections: [collection] }),
  ...(documentId !== null && { documentIds: [documentId] }),
})

/** What the scope bar can show of it. */
export const scopeOf = ({ collections, documentIds }: SearchFilters): AskScope => ({
  collection: collections?.[0] ?? null,
  documentId: documentIds?.[0] ?? null,
})

/** Whether there is more to it than the scope bar can show: set by a program. */
export function isWiderThanShown(filters: SearchFilters): boolean {
  const shown = filtersOf(scopeOf(filters))
  return Object.entries(filters).some(
    ([name, wanted]) => JSON.stringify(wanted) !== JSON.stringify(shown[name as keyof SearchFilters]),
  )
}

export const isNarrow = (filters: SearchFilters): boolean => Object.keys(filters).length > 0
