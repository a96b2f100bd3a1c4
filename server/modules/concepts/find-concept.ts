import { LearnPathError } from '@learnpath/contracts'
import type { CollectionConcepts } from './collection-concepts.ts'
import type { CollectionView, ShownConcept } from './collection-view.ts'
import { conceptIdStart } from './concept-ids.ts'
import type { ConceptName } from './concepts-api.ts'
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

/** Those of the concepts that are there, by the id asked for. Waits for no analysis. */
export async function namesOfConcepts(
  library: Pick<ConceptsDependencies['library'], 'listCollections'>,
  collections: Pick<CollectionConcepts, 'recent'>,
  conceptIds: readonly string[],
): Promise<ReadonlyMap<string, ConceptName>> {
  const names = new Map<string, ConceptName>()
  for (const collection of await library.listCollections()) {
    const start = conceptIdStart(collection.id)
    const asked = conceptIds.filter((conceptId) => conceptId.startsWith(start))
    if (asked.length === 0) continue
    const view = await collections.recent(collection)
    for (const conceptId of asked) {
      const shown = view.find(conceptId)
      if (shown !== undefined) names.set(conceptId, { id: shown.id, name: shown.name, collectionId: collection.id })
    }
  }
  return names
}
