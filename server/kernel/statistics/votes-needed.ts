import { normalQuantile } from './normal-distribution.ts'

/** Nobody is asked for more; differences that need more do not matter to a person who chooses. */
const MOST = 1_000_000

/**
 * Votes that show a true win rate other than one half with this chance (default 80 %) in a two-sided test at 5 %, by the normal
 * approximation: 783 for .55, 194 for .60, 85 for .65, 47 for .70. Null when the rate is one half: there is nothing to be shown.
 */
export function votesNeeded(winRate: number, { power = 0.8, level = 0.05 } = {}): number | null {
  const difference = Math.abs(winRate - 0.5)
  if (difference === 0) return null
  const underNothing = normalQuantile(1 - level / 2) * 0.5
  const underDifference = normalQuantile(power) * Math.sqrt(winRate * (1 - winRate))
  return Math.min(MOST, Math.ceil(((underNothing + underDifference) / difference) ** 2))
}
