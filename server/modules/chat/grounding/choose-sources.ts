import type { SourceMatch } from './match-sentence.ts'

/** A source that holds this much of a sentence may be cited for it; … */
const HOLDS = 0.5
/** … one that was named by the model already from here on, … */
const HOLDS_NAMED = 0.3
/** … unless another is better by this much. */
const CLEARLY_BETTER = 0.2

/** Source that says most of it; null when none says enough. */
function bestOf(matches: readonly SourceMatch[]): SourceMatch | null {
  const best = matches.reduce<SourceMatch | null>((top, match) => (match.score > (top?.score ?? 0) ? match : top), null)
  return best !== null && best.score >= HOLDS ? best : null
}

/**
 * The number that should stand where `written` does: the same when its source says it, another when that one does, null when none.
 * A source in another language is only given up for one that is clearly better: its words cannot be compared.
 */
export function rightNumber(written: number, matches: readonly SourceMatch[]): number | null {
  const own = matches.find(({ source }) => source.source.n === written)
  const best = bestOf(matches)
  if (own === undefined) return best?.source.source.n ?? null
  const isBeaten = best !== null && best.score - own.score >= CLEARLY_BETTER
  const isHeld = own.score >= HOLDS_NAMED || own.foreign
  return isHeld && !isBeaten ? written : (best?.source.source.n ?? null)
}

/** The source to cite for a sentence that has no number; null when none says it. */
export function missingNumber(matches: readonly SourceMatch[]): number | null {
  return bestOf(matches.filter(({ foreign }) => !foreign))?.source.source.n ?? null
}
