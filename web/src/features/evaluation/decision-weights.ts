import type { DecisionCriterion } from '@learnpath/contracts'

export type DecisionWeights = Readonly<Record<DecisionCriterion, number>>

/** The same as the server's, for a report that nobody has weighed. */
export const USUAL_WEIGHTS: DecisionWeights = { quality: 40, speed: 20, switchTime: 20, vram: 10, maintenance: 10 }
