interface Counts {
  /** Sentences that name both, the one, the other, and all. */
  readonly together: number
  readonly one: number
  readonly other: number
  readonly all: number
}

/** Chi-squared of one degree of freedom at p = .001. */
const SIGNIFICANT = 10.83
const LEAST_NORMALISED = 0.25
/** A sentence count at which the normalised information is taken at half. */
const DOUBT = 2

/**
 * How strongly two things are tied, 0 (not more than by chance) to 1: normalised pointwise mutual information (Bouma 2009), less for
 * few sentences, where the likelihood ratio (Dunning 1993) shows that it is not chance.
 */
export function associationOf({ together, one, other, all }: Counts): number {
  const expected = (one * other) / all
  if (together <= expected || likelihoodRatio({ together, one, other, all }) < SIGNIFICANT) return 0
  const normalised = together >= all ? 1 : Math.log(together / expected) / Math.log(all / together)
  return normalised < LEAST_NORMALISED ? 0 : Math.min(1, normalised) * (together / (together + DOUBT))
}

function likelihoodRatio({ together, one, other, all }: Counts): number {
  const cells = [
    [together, (one * other) / all],
    [one - together, (one * (all - other)) / all],
    [other - together, ((all - one) * other) / all],
    [all - one - other + together, ((all - one) * (all - other)) / all],
  ] as const
  return 2 * cells.reduce((sum, [seen, expected]) => (seen > 0 ? sum + seen * Math.log(seen / expected) : sum), 0)
}
