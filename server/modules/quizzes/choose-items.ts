import type { VerifiedDraft } from './find-drafts.ts'
import { hashOf } from '../../kernel/seeded-random.ts'

/** How often a concept and an evidence may come up, tried from strict to lenient: an item must not give away another's answer. */
const PASSES = [
  { perConcept: 1, perEvidence: 1 },
  { perConcept: 2, perEvidence: 1 },
  { perConcept: Infinity, perEvidence: 1 },
  { perConcept: Infinity, perEvidence: Infinity },
] as const

/**
 * The best drafts, each about something else as far as there are enough. Types are spread evenly over the quiz, as mixing helps
 * learning more than blocks of one kind (interleaving: Rohrer 2012), and each type goes from easy to hard. What models wrote takes
 * the places that rules would give to questions of its type: a quiz keeps its mix of types, and its length.
 */
export function chooseItems(drafts: readonly VerifiedDraft[], count: number, seed: number): VerifiedDraft[] {
  const byRules = drafts.filter(({ draft }) => draft.model === undefined)
  const plain = pick(byRules, count)
  if (byRules.length === drafts.length) return inOrder(plain, seed)
  const byModels = drafts.filter(({ draft }) => draft.model !== undefined)
  const places = new Map<string, number>()
  for (const { draft } of plain) places.set(draft.type, times(places, draft.type) + 1)
  const placed = pick([...byModels, ...byRules], count, places)
  return inOrder(pick([...placed, ...byModels, ...byRules], count), seed)
}

/** `places`: how many of each type are taken; left out, any number. */
function pick(drafts: readonly VerifiedDraft[], count: number, places?: ReadonlyMap<string, number>): VerifiedDraft[] {
  const chosen = new Set<VerifiedDraft>()
  const used = new Map<string, number>()
  const isFull = (key: string, most: number): boolean => times(used, key) >= most
  for (const { perConcept, perEvidence } of PASSES) {
    for (const one of drafts) {
      if (chosen.size === count) break
      const { conceptId, evidence, type } = one.draft
      const place = `${evidence.documentId} ${evidence.start}`
      if (chosen.has(one) || isFull(conceptId, perConcept) || isFull(place, perEvidence)) continue
      if (places !== undefined && isFull(type, times(places, type))) continue
      chosen.add(one)
      for (const key of [conceptId, place, type]) used.set(key, times(used, key) + 1)
    }
  }
  return [...chosen]
}

const times = (used: ReadonlyMap<string, number>, key: string): number => used.get(key) ?? 0

function inOrder(chosen: readonly VerifiedDraft[], seed: number): VerifiedDraft[] {
  const placed = [...new Set(chosen.map(({ draft }) => draft.type))].flatMap((type) => {
    const ofType = chosen
      .filter(({ draft }) => draft.type === type)
      .toSorted((left, right) => left.draft.difficulty - right.draft.difficulty || compare(left.id, right.id))
    return ofType.map((one, rank) => ({
      one,
      place: (rank + 0.5) / ofType.length,
      chance: hashOf(`${seed} order ${one.id}`),
    }))
  })
  return placed.toSorted((left, right) => left.place - right.place || left.chance - right.chance).map(({ one }) => one)
}

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right))
