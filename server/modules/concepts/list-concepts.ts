import type { ListConceptsQuery } from '@learnpath/contracts'
import type { CollectionView, ShownConcept } from './collection-view.ts'

/** The part of a collection's concepts that was asked for, most important first, and how many there are in all. */
export function listConcepts(
  view: Pick<CollectionView, 'concepts'>,
  { contains, hidden, limit, offset }: ListConceptsQuery,
): { readonly page: readonly ShownConcept[]; readonly total: number } {
  const wanted = contains === undefined ? null : folded(contains)
  const matching = view.concepts.filter(
    (concept) =>
      (hidden === 'all' || concept.hidden === (hidden === 'true')) &&
      (wanted === null || [concept.name, ...concept.aliases].some((name) => folded(name).includes(wanted))),
  )
  return { page: matching.slice(offset, offset + limit), total: matching.length }
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()
