import type { Cluster } from './clusters.ts'
import type { Doubt, Link } from './link.ts'
import type { PairForReview } from './resolution.ts'

/** More questions about one thing than this are not asked at a time. */
const MOST_PER_ENTITY = 3
const REFUSED_SCORE = 0.7

/** What is left to ask: each pair of things once, by the two of their names that are most alike, unless the user has told them apart. */
export function reviewsOf(
  doubts: readonly Doubt[],
  refused: readonly Link[],
  clusterOf: ReadonlyMap<string, Cluster>,
): PairForReview[] {
  const all: Doubt[] = [
    ...doubts,
    ...refused.map((link) => ({
      one: link.one,
      other: link.other,
      similarity: link.similarity,
      score: REFUSED_SCORE,
      reasons: ['They would be one thing by themselves, but names that each is known by are of different things.'],
    })),
  ]
  const pairs = all.map(pairOf).toSorted(byScore)
  const asked = new Map<Cluster, Set<Cluster>>()
  const reviews: PairForReview[] = []
  for (const pair of pairs) {
    const one = clusterOf.get(pair.firstKey)
    const other = clusterOf.get(pair.secondKey)
    if (one === undefined || other === undefined || one === other) continue
    if (one.keys.some((key) => other.apart.has(key))) continue
    const [withOne, withOther] = [one, other].map((each) => asked.get(each) ?? new Set<Cluster>()) as [
      Set<Cluster>,
      Set<Cluster>,
    ]
    if (withOne.has(other) || withOne.size >= MOST_PER_ENTITY || withOther.size >= MOST_PER_ENTITY) continue
    asked.set(one, withOne.add(other))
    asked.set(other, withOther.add(one))
    reviews.push(pair)
  }
  return reviews
}

function pairOf({ one, other, similarity, score, reasons }: Doubt): PairForReview {
  const [firstKey, secondKey] = [one.form.key, other.form.key].toSorted() as [string, string]
  return { firstKey, secondKey, similarity, score, reasons }
}

function byScore(one: PairForReview, other: PairForReview): number {
  return (
    other.score - one.score ||
    compare(one.firstKey, other.firstKey) ||
    compare(one.secondKey, other.secondKey) ||
    compare(one.reasons.join(), other.reasons.join())
  )
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
