/** What the text tells about "A needs B". The first five are positive when B looks like the prerequisite. */
export interface PairSignals {
  /** ln of how many times more units mention B than A. */
  readonly frequency: number
  /** ln of how many times more often B is mentioned at A's home than A at B's. */
  readonly mentions: number
  /** P(B|A) − P(A|B) over windows of a few sentences, from -1 to 1. */
  readonly conditional: number
  /** 1 when B is mentioned first, -1 when A is; in between, or 0, where the order tells less. */
  readonly order: number
  /** 1 when only A's definition uses B, -1 when only B's uses A, 0 otherwise. */
  readonly definitions: number
  /** Whether A's definition uses B: 1 or 0. */
  readonly defining: number
  /** Mentions of B at A's home, per 1,000 characters. */
  readonly rate: number
  /** How much more often both stand together than chance would have it: normalised pointwise mutual information, from -1 to 1. */
  readonly association: number
}

/**
 * How much surer B is the one of the two to come first; 0 when nothing is known, negative when it is A.
 * @param distance reference distance over the sections, from -1 to 1; it costs more than all other signals together
 */
export function directionScore(signals: PairSignals, distance: number): number {
  return (
    distance +
    0.25 * signals.frequency +
    0.25 * signals.mentions +
    0.5 * signals.conditional +
    0.3 * signals.order +
    1.2 * signals.definitions
  )
}

/** How near B is to A and how sure it comes first: ranks the prerequisites of A among each other. Grows with the direction. */
export function prerequisiteScore(signals: PairSignals, direction: number): number {
  return 0.4 * direction + 1.7 * signals.association + 1.5 * Math.log(1 + signals.rate) + 1.9 * signals.defining
}

const SURENESS = 1.8
/** Below it the text names both, but says little of the one by the other. */
const MIDDLE_SCORE = 2.5

/**
 * Probability, from 0 to 1, that an author would put the prerequisite first, given that one needs the other. The slope was fitted by
 * logistic regression to pairs of a textbook's terms of which one's glossary entry uses the other.
 */
export function directionConfidence(direction: number): number {
  return logistic(SURENESS * direction)
}

/**
 * How sure a prerequisite is, from 0 to 1: its direction, times how clearly the two belong together. It ranks like the share of
 * prerequisites that are right, but is higher: glossaries name but the nearest ones.
 */
export function prerequisiteConfidence(direction: number, score: number): number {
  return directionConfidence(direction) * logistic(score - MIDDLE_SCORE)
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}
