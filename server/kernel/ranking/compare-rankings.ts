/** Share of the first `depth` of `reference` that are among the first `depth` of `ranking`, whatever their order; 1 when it is empty. */
export function overlap(ranking: readonly string[], reference: readonly string[], depth: number): number {
  const wanted = reference.slice(0, depth)
  const found = new Set(ranking.slice(0, depth))
  return wanted.length === 0 ? 1 : wanted.filter((id) => found.has(id)).length / wanted.length
}

/**
 * Kendall's tau of the items that both have among their first `depth`: 1 in the same order, −1 in the opposite one; null when
 * they share fewer than two. Source: Kendall, "A new measure of rank correlation", Biometrika 1938.
 */
export function rankCorrelation(
  ranking: readonly string[],
  reference: readonly string[],
  depth: number,
): number | null {
  const places = new Map(reference.slice(0, depth).map((id, place) => [id, place]))
  const shared = ranking.slice(0, depth).flatMap((id) => places.get(id) ?? [])
  if (shared.length < 2) return null
  let agreement = 0
  for (const [at, place] of shared.entries()) {
    for (const later of shared.slice(at + 1)) agreement += Math.sign(later - place)
  }
  return agreement / ((shared.length * (shared.length - 1)) / 2)
}
