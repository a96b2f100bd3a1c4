/** One answer to a question on a concept. */
export interface Evidence {
  readonly correct: boolean
  /** Chance to be right by guessing. */
  readonly guess: number
}

export interface EloEstimate {
  /** Ability on the logistic scale against an average question, which is 0. */
  readonly ability: number
  /** Standard deviation of `ability`. */
  readonly deviation: number
  readonly answers: number
}

/** What is believed before the first answer: half a chance, with little certainty. */
const PRIOR_DEVIATION = 1.5
/** Knowledge changes: each answer takes that share from what earlier ones said. */
const FADING = 0.05
const STEP = 1
const STEP_FADING = 0.05

export const UNKNOWN: EloEstimate = { ability: 0, deviation: PRIOR_DEVIATION, answers: 0 }

/** Chance to be right: `c + (1 − c) · σ(ability)`. */
export function chanceOf(ability: number, guess: number): number {
  return guess + (1 - guess) / (1 + Math.exp(-ability))
}

/**
 * Elo rating with a step that shrinks, K(n) = 1 / (1 + 0.05 n), and an expectation that knows of guessing (Pelánek 2016,
 * "Applications of the Elo rating system in adaptive educational systems"). The deviation comes from the Fisher information of the
 * answers, of which the older ones fade.
 */
export function updateElo({ ability, deviation, answers }: EloEstimate, { correct, guess }: Evidence): EloEstimate {
  const chance = chanceOf(ability, guess)
  const known = chanceOf(ability, 0)
  const slope = (1 - guess) * known * (1 - known)
  const information = (slope * slope) / Math.max(1e-9, chance * (1 - chance))
  const step = STEP / (1 + STEP_FADING * answers)
  const prior = 1 / (PRIOR_DEVIATION * PRIOR_DEVIATION)
  const precision = prior + (1 - FADING) * (1 / (deviation * deviation) - prior) + information
  return {
    // A right answer that guessing explains says less than one that it does not.
    ability: ability + step * ((correct ? 1 : 0) - chance),
    deviation: 1 / Math.sqrt(precision),
    answers: answers + 1,
  }
}
