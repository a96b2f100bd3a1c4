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
 * learning more than blocks of one kind (interleaving: Rohrer 2012), and each type goes from easy to hard.
 */
export function chooseItems(drafts: readonly VerifiedDraft[], count: number, seed: number): VerifiedDraft[] {
  const chosen = new Set<VerifiedDraft>()
  const used = new Map<string, number>()
  for (const { perConcept, perEvidence } of PASSES) {
    for (const one of drafts) {
      if (chosen.size === count) break
      const { conceptId, evidence } = one.draft
      const place = `${evidence.documentId} ${evidence.start}`
      if (chosen.has(one) || times(used, conceptId) >= perConcept || times(used, place) >= perEvidence) continue
      chosen.add(one)
      used.set(conceptId, times(used, conceptId) + 1)
      used.set(place, times(used, place) + 1)
    }
  }
  return inOrder([...chosen], seed)
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
