import type { VerifiedDraft } from './find-drafts.ts'
import { hashOf } from './writing/seeded-random.ts'

/** How often a concept and an evidence may come up, tried from strict to lenient: an item must not give away another's answer. */
const PASSES = [
  { perConcept: 1, perEvidence: 1 },
  { perConcept: 2, perEvidence: 1 },
  { perConcept: Infinity, perEvidence: 1 },
  { perConcept: Infinity, perEvidence: Infinity },
] as const

/**
 * The best drafts, each about something else as far as there are enough, from easy to hard in three bands; types and concepts are
 * mixed within a band, which helps learning more than blocks of one kind (interleaving: Rohrer 2012).
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
  return inBands([...chosen], seed)
}

const times = (used: ReadonlyMap<string, number>, key: string): number => used.get(key) ?? 0

const BANDS = 3

function inBands(chosen: readonly VerifiedDraft[], seed: number): VerifiedDraft[] {
  const byDifficulty = chosen.toSorted(
    (left, right) => left.draft.difficulty - right.draft.difficulty || compare(left.id, right.id),
  )
  const placed = byDifficulty.map((one, rank) => ({
    one,
    band: Math.floor((rank * BANDS) / byDifficulty.length),
    chance: hashOf(`${seed} order ${one.id}`),
  }))
  return placed
    .toSorted(
      (left, right) => left.band - right.band || left.chance - right.chance || compare(left.one.id, right.one.id),
    )
    .map(({ one }) => one)
}

const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right))
