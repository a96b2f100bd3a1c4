import { LearnPathError, type SetPrerequisiteRequest, type UpdateConceptRequest } from '@learnpath/contracts'
import type { ShownConcept } from '../collection-view.ts'
import { conceptIdOf } from '../concept-ids.ts'
import type { FoundConcept } from '../find-concept.ts'
import { pinnedCycle } from '../prerequisites/pinned-cycle.ts'
import type { EditStore, Placement } from './edit-store.ts'

/** Renames and hides. @throws LP_CONCEPT_NAME_TAKEN */
export async function updateConcept(
  edits: EditStore,
  { view, shown }: FoundConcept,
  { name, hidden }: UpdateConceptRequest,
): Promise<void> {
  if (name !== undefined) {
    const wanted = name.toLowerCase()
    const taken = view.concepts.find((other) => other.id !== shown.id && other.name.toLowerCase() === wanted)
    const detail = `${taken?.name ?? ''} (${taken?.id ?? ''})`
    if (taken !== undefined) throw new LearnPathError('LP_CONCEPT_NAME_TAKEN', { detail })
  }
  // The name that the documents use is no edit: asking for it takes a rename back.
  const change = name === undefined ? {} : { name: name === shown.assembled.name ? null : name }
  await edits.change(view.collectionId, shown.id, { ...change, ...(hidden === undefined ? {} : { hidden }) })
}

/** Puts all phrases of `others` to `target`. */
export async function mergeInto(
  edits: EditStore,
  { view, shown: target }: FoundConcept,
  others: readonly ShownConcept[],
): Promise<void> {
  const placements: Placement[] = others
    .filter(({ id }) => id !== target.id)
    .flatMap(({ id, assembled }) => [...new Set([...assembled.phraseIds, id])])
    .map((phraseId) => ({ phraseId, targetId: target.id }))
  if (placements.length > 0) await edits.place(view.collectionId, placements)
}

/** @returns id of the concept that the phrases of the aliases make @throws LP_REQUEST_INVALID when there would be nothing to split */
export async function splitOff(
  edits: EditStore,
  { view, shown }: FoundConcept,
  aliases: readonly string[],
): Promise<string> {
  const { phrases } = shown.assembled
  const chosen = new Set<string>()
  for (const alias of aliases) {
    const named = phrases.filter(({ forms }) => forms.includes(alias.toLowerCase()))
    if (named.length === 0) {
      throw invalidAlias(
        `"${alias}" is not a name of its own of "${shown.name}", or only another spelling of its one name`,
      )
    }
    for (const { id } of named) chosen.add(id)
  }
  const rest = phrases.filter(({ id }) => !chosen.has(id))
  if (rest.length === 0) throw invalidAlias('at least one name must stay')
  const first = phrases.find(({ id }) => chosen.has(id))?.id ?? ''
  const keepsItsId = !chosen.has(shown.id)
  // What stays keeps its id, so the phrase whose id that is gets another when it goes.
  const targetId = keepsItsId ? first : conceptIdOf(view.collectionId, `split\0${shown.id}\0${first}`)
  await edits.place(view.collectionId, [
    ...[...chosen].map((phraseId) => ({ phraseId, targetId })),
    ...(keepsItsId ? [] : rest.map(({ id }) => ({ phraseId: id, targetId: shown.id }))),
  ])
  return targetId
}

function invalidAlias(message: string): LearnPathError {
  return new LearnPathError('LP_REQUEST_INVALID', { issues: [{ field: 'aliases', message }] })
}

/** Pins, forbids or takes back. Derived prerequisites give way to pinned ones; pinned ones do not. @throws LP_PREREQUISITE_CYCLE */
export async function decidePrerequisite(
  edits: EditStore,
  { view, shown }: FoundConcept,
  {
    prerequisite,
    decision,
  }: { readonly prerequisite: ShownConcept; readonly decision: SetPrerequisiteRequest['decision'] },
): Promise<void> {
  const pair = { conceptId: shown.id, prerequisiteId: prerequisite.id }
  const { pinned, forbidden } = await edits.read(view.collectionId)
  const current = (id: string): string => view.find(id)?.id ?? id
  const nowPinned = pinned.map((each) => ({
    conceptId: current(each.conceptId),
    prerequisiteId: current(each.prerequisiteId),
  }))
  const cycle = decision === 'pinned' ? pinnedCycle(nowPinned, pair) : null
  if (cycle !== null) {
    const names = cycle.map((id) => view.find(id)?.name ?? id)
    throw new LearnPathError('LP_PREREQUISITE_CYCLE', { detail: names.join(' needs ') })
  }
  // An earlier decision may name either of them by an id of before a merge.
  for (const earlier of [...pinned, ...forbidden]) {
    const isSame =
      current(earlier.conceptId) === pair.conceptId && current(earlier.prerequisiteId) === pair.prerequisiteId
    const isWritten = earlier.conceptId === pair.conceptId && earlier.prerequisiteId === pair.prerequisiteId
    if (isSame && !isWritten) await edits.decide(view.collectionId, earlier, 'derived')
  }
  await edits.decide(view.collectionId, pair, decision)
}
