type Grades = ReadonlyMap<string, number>

const gain = (grade: number): number => 2 ** grade - 1

/** nDCG at `depth` with gain 2^grade − 1. Source: Burges et al., "Learning to rank using gradient descent", ICML 2005. */
export function ndcg(ranking: readonly string[], grades: Grades, depth: number): number {
  const discounted = (values: readonly number[]): number =>
    values.slice(0, depth).reduce((sum, grade, place) => sum + gain(grade) / Math.log2(place + 2), 0)
  const ideal = discounted([...grades.values()].toSorted((one, other) => other - one))
  return ideal === 0 ? 0 : discounted(ranking.map((id) => grades.get(id) ?? 0)) / ideal
}

/** Share of the relevant documents among the first `depth`. */
export function recall(ranking: readonly string[], grades: Grades, depth: number): number {
  const relevant = [...grades].filter(([, grade]) => grade > 0).map(([id]) => id)
  const found = new Set(ranking.slice(0, depth))
  return relevant.length === 0 ? 0 : relevant.filter((id) => found.has(id)).length / relevant.length
}

/** One over the rank of the first relevant document; 0 when there is none. */
export function reciprocalRank(ranking: readonly string[], grades: Grades): number {
  const place = ranking.findIndex((id) => (grades.get(id) ?? 0) > 0)
  return place < 0 ? 0 : 1 / (place + 1)
}

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

/** Numbers in [0, 1) from a seed, the same every time. Source: Steele, Vigna, mulberry32 after "Fast splittable PRNGs". */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** 95 % interval of the mean difference `ours − theirs` over the same queries, by paired bootstrap. */
export function pairedInterval(
  ours: readonly number[],
  theirs: readonly number[],
): { readonly low: number; readonly high: number } {
  const differences = ours.map((value, at) => value - (theirs[at] ?? 0))
  const random = seeded(1)
  const means = Array.from({ length: 2000 }, () =>
    mean(differences.map(() => differences[Math.floor(random() * differences.length)] ?? 0)),
  ).toSorted((one, other) => one - other)
  return { low: means[49] ?? 0, high: means[1949] ?? 0 }
}
