import { SearchFilters } from '@learnpath/contracts'
import { z } from 'zod'

/** Where to look; empty is everywhere. */
export const Scope = z.object({
  collections: SearchFilters.shape.collections.describe('Names of collections to look in. Default: all.'),
  documentIds: SearchFilters.shape.documentIds.describe('Ids of documents to look in. Default: all.'),
})

export function filtersOf({ collections, documentIds }: z.infer<typeof Scope>): { filters?: SearchFilters } {
  if (collections === undefined && documentIds === undefined) return {}
  return {
    filters: {
      ...(collections === undefined ? {} : { collections }),
      ...(documentIds === undefined ? {} : { documentIds }),
    },
  }
}
