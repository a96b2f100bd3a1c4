import { LearnPathError } from '@learnpath/contracts'
import type { CollectionConcepts } from './collection-concepts.ts'
import type { CollectionView, ShownConcept } from './collection-view.ts'
import { conceptIdStart } from './concept-ids.ts'
import type { ConceptsDependencies } from './concepts-dependencies.ts'

/** A concept and the collection it is in. */
export interface FoundConcept {
  readonly view: CollectionView
  readonly shown: ShownConcept
}

/** @throws LP_CONCEPT_NOT_FOUND */
export async function findConcept(
  library: Pick<ConceptsDependencies['library'], 'listCollections'>,
  collections: Pick<CollectionConcepts, 'current'>,
  conceptId: string,
): Promise<FoundConcept> {
  for (const collection of await library.listCollections()) {
    if (!conceptId.startsWith(conceptIdStart(collection.id))) continue
    const view = await collections.current(collection)
    const shown = view.find(conceptId)
    if (shown !== undefined) return { view, shown }
  }
  throw new LearnPathError('LP_CONCEPT_NOT_FOUND', { detail: conceptId })
}

/** @throws LP_CONCEPT_NOT_FOUND */
export function conceptIn(view: CollectionView, conceptId: string): ShownConcept {
  const shown = view.find(conceptId)
  if (shown === undefined) throw new LearnPathError('LP_CONCEPT_NOT_FOUND', { detail: conceptId })
  return shown
}
