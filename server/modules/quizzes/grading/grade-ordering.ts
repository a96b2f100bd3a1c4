import { FAIL, PASS, type Grade } from './grade.ts'

/**
 * Share of the pairs of steps that are in the right order to each other (Kendall's tau, moved to 0 … 1), so that one step at the
 * wrong place costs less than a reversed list. Half of it is what guessing gives: only what is above counts.
 */
export function gradeOrdering(given: readonly number[], right: readonly number[]): Grade {
  if (new Set(given).size !== given.length || given.length !== right.length) return FAIL
  const placeOf = new Map(given.map((step, place) => [step, place]))
  let agreeing = 0
  let pairs = 0
  for (let first = 0; first < right.length; first++) {
    for (let second = first + 1; second < right.length; second++) {
      pairs += 1
      const earlier = placeOf.get(right[first] ?? -1) ?? -1
      const later = placeOf.get(right[second] ?? -1) ?? -1
      if (earlier >= 0 && earlier < later) agreeing += 1
    }
  }
  if (agreeing === pairs) return PASS
  const score = Math.max(0, (2 * agreeing) / pairs - 1)
  return score === 0 ? FAIL : { band: 'fail', score, reason: 'partly' }
}
