import type { GatheredConcept } from './gather-concepts.ts'

export interface ScoredConcept {
  readonly concept: GatheredConcept
  readonly score: number
}

const FIRST_RUN = 500
const MERGED_PER_STEP = 2000

/** Best first, equal ones by key; merged from sorted runs, so that no step is long. */
export function* sortedInSteps(concepts: readonly ScoredConcept[]): Generator<void, ScoredConcept[]> {
  let runs: ScoredConcept[][] = []
  for (let from = 0; from < concepts.length; from += FIRST_RUN) {
    runs.push(concepts.slice(from, from + FIRST_RUN).toSorted(compareScores))
    yield
  }
  while (runs.length > 1) {
    const merged: ScoredConcept[][] = []
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* mergedRuns(runs[at] ?? [], runs[at + 1] ?? []))
    runs = merged
  }
  return runs[0] ?? []
}

function* mergedRuns(
  left: readonly ScoredConcept[],
  right: readonly ScoredConcept[],
): Generator<void, ScoredConcept[]> {
  const merged: ScoredConcept[] = []
  let fromLeft = 0
  let fromRight = 0
  for (;;) {
    const one = left[fromLeft]
    const other = right[fromRight]
    const next = one !== undefined && (other === undefined || compareScores(one, other) <= 0) ? one : other
    if (next === undefined) return merged
    merged.push(next)
    if (next === one) fromLeft += 1
    else fromRight += 1
    if (merged.length % MERGED_PER_STEP === 0) yield
  }
}

function compareScores(left: ScoredConcept, right: ScoredConcept): number {
  if (left.score !== right.score) return right.score - left.score
  return (left.concept.keys[0] ?? '') < (right.concept.keys[0] ?? '') ? -1 : 1
}
