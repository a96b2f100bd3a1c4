/** Grade of each item that counts; 0 or missing: it does not. */
export type Grades = ReadonlyMap<string, number>

const gain = (grade: number): number => 2 ** grade - 1

/** nDCG at `depth` with gain 2^grade − 1. Source: Burges et al., "Learning to rank using gradient descent", ICML 2005. */
export function ndcg(ranking: readonly string[], grades: Grades, depth: number): number {
  const discounted = (values: readonly number[]): number =>
    values.slice(0, depth).reduce((sum, grade, place) => sum + gain(grade) / Math.log2(place + 2), 0)
  const ideal = discounted([...grades.values()].toSorted((one, other) => other - one))
  return ideal === 0 ? 0 : discounted(ranking.map((id) => grades.get(id) ?? 0)) / ideal
}

/** Share of the relevant items among the first `depth`. */
export function recall(ranking: readonly string[], grades: Grades, depth: number): number {
  const relevant = [...grades].filter(([, grade]) => grade > 0).map(([id]) => id)
  const found = new Set(ranking.slice(0, depth))
  return relevant.length === 0 ? 0 : relevant.filter((id) => found.has(id)).length / relevant.length
}

/** Share of the first `depth` places that hold a relevant item; a place that is empty holds none. */
export function precision(ranking: readonly string[], grades: Grades, depth: number): number {
  return ranking.slice(0, depth).filter((id) => (grades.get(id) ?? 0) > 0).length / depth
}

/** From 1; null when there is none. */
export function firstRelevantRank(ranking: readonly string[], grades: Grades): number | null {
  const place = ranking.findIndex((id) => (grades.get(id) ?? 0) > 0)
  return place < 0 ? null : place + 1
}

/** One over the rank of the first relevant item; 0 when there is none among the first `depth`. */
export function reciprocalRank(ranking: readonly string[], grades: Grades, depth: number): number {
  const rank = firstRelevantRank(ranking, grades)
  return rank === null || rank > depth ? 0 : 1 / rank
}
