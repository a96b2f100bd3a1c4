import type { ConceptsApi } from '../../concepts/index.ts'

type Concepts = Pick<ConceptsApi, 'names' | 'merge' | 'split' | 'phrases'>

/** Makes the concepts one that entities are which the user put together. Entities that are no concept have nothing to do with it. */
export async function mergeConcepts(concepts: Concepts, conceptIds: readonly (string | null)[]): Promise<void> {
  const named = await concepts.names(conceptIds.filter((id) => id !== null))
  const [target, ...others] = [...new Set([...named.values()].map(({ id }) => id))]
  if (target !== undefined && others.length > 0) await concepts.merge(target, others)
}

/** Makes a concept of its own from those names that the concept has as phrases, unless all of its phrases are among them. */
export async function splitConcept(
  concepts: Concepts,
  conceptId: string | null,
  names: readonly string[],
): Promise<void> {
  const current = conceptId === null ? undefined : (await concepts.names([conceptId])).get(conceptId)
  if (current === undefined) return
  const wanted = new Set(names.map((name) => name.toLowerCase()))
  const phrases = await concepts.phrases(current.id)
  const aliases = phrases.flatMap((forms) => forms.find((form) => wanted.has(form)) ?? [])
  if (aliases.length > 0 && aliases.length < phrases.length) await concepts.split(current.id, aliases)
}
