/** What the text tells about "A needs B". Each is positive when B looks like the prerequisite. */
export interface PairSignals {
  /** Reference distance over the sections, from -1 to 1. */
  readonly referenceDistance: number
  /** ln of how many times more units mention B than A. */
  readonly frequency: number
  /** ln of how many times more often B is mentioned at A's home than A at B's. */
  readonly mentions: number
  /** P(B|A) − P(A|B) over windows of a few sentences, from -1 to 1. */
  readonly conditional: number
  /** 1 when B is mentioned first, -1 when A is; in between, or 0, where the order tells less. */
  readonly order: number
}

const WEIGHTS: Readonly<Record<keyof PairSignals, number>> = {
  referenceDistance: 1,
  frequency: 0.25,
  mentions: 0.25,
  conditional: 0.5,
  order: 0.25,
}

/** Weighted sum of the signals; above 0 when B looks like a prerequisite of A. */
export function prerequisiteScore(signals: PairSignals): number {
  return (
    WEIGHTS.referenceDistance * signals.referenceDistance +
    WEIGHTS.frequency * signals.frequency +
    WEIGHTS.mentions * signals.mentions +
    WEIGHTS.conditional * signals.conditional +
    WEIGHTS.order * signals.order
  )
}
