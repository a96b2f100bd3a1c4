import type { ConceptsApi } from '../concepts-api.ts'
import type { ConceptAnswers } from '../concept-answers.ts'
import { conceptIn, type FoundConcept } from '../find-concept.ts'
import { decidePrerequisite, mergeInto, splitOff, updateConcept } from './edit-concepts.ts'
import type { EditStore } from './edit-store.ts'

export interface EditingDependencies {
  readonly edits: EditStore
  readonly answers: ConceptAnswers
  /** @throws LP_CONCEPT_NOT_FOUND */
  readonly find: (conceptId: string) => Promise<FoundConcept>
  /** Before anything is read again. */
  readonly onEdited: () => void
  /** Once what was edited can be read. */
  readonly onDone: (collectionId: string) => void
}

type Editing = Pick<ConceptsApi, 'update' | 'merge' | 'split' | 'setPrerequisite'>

/** Everything by which a user changes concepts: the edit is stored, then the concept is read as it is now. */
export function createEditing({ edits, answers, find, onEdited, onDone }: EditingDependencies): Editing {
  async function readAgain({ view }: FoundConcept, conceptId: string): Promise<FoundConcept> {
    onEdited()
    const found = await find(conceptId)
    onDone(view.collectionId)
    return found
  }

  return {
    async update(conceptId, change) {
      const found = await find(conceptId)
      await updateConcept(edits, found, change)
      return await answers.concept(await readAgain(found, found.shown.id))
    },
    async merge(conceptId, conceptIds) {
      const found = await find(conceptId)
      const others = conceptIds.map((id) => conceptIn(found.view, id))
      await mergeInto(edits, found, others)
      return await answers.concept(await readAgain(found, found.shown.id))
    },
    async split(conceptId, aliases) {
      const found = await find(conceptId)
      const splitId = await splitOff(edits, found, aliases)
      return await answers.concept(await readAgain(found, splitId))
    },
    async setPrerequisite(conceptId, { prerequisiteId, decision }) {
      const found = await find(conceptId)
      const prerequisite = conceptIn(found.view, prerequisiteId)
      await decidePrerequisite(edits, found, { prerequisite, decision })
      return await answers.detail(await readAgain(found, found.shown.id))
    },
  }
}
