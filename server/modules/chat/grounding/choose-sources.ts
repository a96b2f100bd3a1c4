import type { SourceMatch } from './match-sentence.ts'

/** A source that holds this much of a sentence may be cited for it; … */
const HOLDS = 0.5
/** … one that was named by the model already from here on, … */
const HOLDS_NAMED = 0.38
/** … unless another is better by this much. */
const CLEARLY_BETTER = 0.25

export interface ChosenSources {
  /** Number that was written → number of the source that says it; null: none does. */
  readonly replaced: ReadonlyMap<number, number | null>
  /** Sources that say what no written number stands for. */
  readonly added: readonly number[]
}

/** Which sources a sentence rests on, given the numbers that the model wrote behind it. */
export function chooseSources(written: readonly number[], matches: readonly SourceMatch[]): ChosenSources {
  const byNumber = new Map(matches.map((match) => [match.source.source.n, match]))
  const best = matches.reduce<SourceMatch | null>((top, match) => (match.score > (top?.score ?? 0) ? match : top), null)
  const replaced = new Map<number, number | null>()
  for (const n of written) {
    const own = byNumber.get(n)
    const isRight =
      own !== undefined && own.score >= HOLDS_NAMED && (best === null || best.score - own.score < CLEARLY_BETTER)
    if (isRight) replaced.set(n, n)
    else replaced.set(n, best !== null && best.score >= HOLDS ? best.source.source.n : null)
  }
  const rests = [...replaced.values()].some((n) => n !== null)
  const added = !rests && best !== null && best.score >= HOLDS ? [best.source.source.n] : []
  return { replaced, added }
}
