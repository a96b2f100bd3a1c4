import { LearnPathError } from '@learnpath/contracts'
import type { FoundMaterial } from '../making/find-material.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'
import { isNamedByHeading } from '../showing/plan-sources.ts'
import type { StoredPlan } from '../showing/show-plan.ts'
import type { ModuleNames } from './module-names.ts'
import { nameModules } from './name-modules.ts'

/** A plan is made once: its names always come out alike. */
const SEED = 1

/** Has a language model name the modules of a new plan, once: from then on the plan has these names. Nothing comes of it when it fails. */
export async function nameModulesOf(
  { languageModels, patience, logger }: Pick<PlansDependencies, 'languageModels' | 'patience' | 'logger'>,
  names: Pick<ModuleNames, 'add'>,
  { id, state }: StoredPlan,
  { documents, map }: Pick<FoundMaterial, 'documents' | 'map'>,
): Promise<void> {
  const known = new Map(documents.map((document) => [document.documentId, document]))
  try {
    const given = await nameModules(state.modules, {
      languageModels,
      documents: known,
      concepts: new Map(map.concepts.map((concept) => [concept.id, concept])),
      isNamed: (module) => isNamedByHeading({ documents: known }, module),
      seed: SEED,
      signal: patience(),
    })
    await names.add(id, given)
  } catch (failure) {
    const reason = failure instanceof LearnPathError ? failure.code : 'LP_INTERNAL'
    logger.warn('A plan got no names by a language model; its headings name it.', { plan: id, reason })
  }
}
