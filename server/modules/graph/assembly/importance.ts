import type { EntityType } from '@learnpath/contracts'
import type { AssembledEntity, AssembledRelation } from './assembled-graph.ts'
import type { KnownConcept } from './assembly-input.ts'

/** Dates and numbers are many and say little by themselves. */
const WEIGHT: Readonly<Partial<Record<EntityType, number>>> = { date: 0.2, quantity: 0.1, identifier: 0.6 }
/** A concept that matters most counts for so many times as much as a name that is used as often. */
const CONCEPT_GAIN = 2

/**
 * From 0 to 1, by the key of the entity: how many passages and documents name it and how surely it is related, both in logarithms so
 * that a word that is everywhere does not dwarf the rest, and how much it matters as a concept.
 */
export function importanceOf(
  entities: readonly Pick<AssembledEntity, 'key' | 'type' | 'places' | 'conceptId'>[],
  relations: readonly Pick<AssembledRelation, 'sourceKey' | 'targetKey' | 'confidence'>[],
  concepts: readonly KnownConcept[],
): ReadonlyMap<string, number> {
  const sureness = new Map<string, number>()
  for (const { sourceKey, targetKey, confidence } of relations) {
    for (const key of [sourceKey, targetKey]) sureness.set(key, (sureness.get(key) ?? 0) + confidence)
  }
  const conceptImportance = new Map(concepts.map(({ id, importance }) => [id, importance]))
  const raw = entities.map(({ key, type, places, conceptId }) => {
    const documents = new Set(places.map(({ documentId }) => documentId)).size
    const used = Math.log1p(places.length) + Math.log1p(documents - 1)
    const related = 1 + Math.log1p(sureness.get(key) ?? 0)
    const taught = 1 + CONCEPT_GAIN * (conceptId === null ? 0 : (conceptImportance.get(conceptId) ?? 0))
    return [key, used * related * taught * (WEIGHT[type] ?? 1)] as const
  })
  const most = raw.reduce((largest, [, value]) => Math.max(largest, value), Number.MIN_VALUE)
  return new Map(raw.map(([key, value]) => [key, value / most]))
}
