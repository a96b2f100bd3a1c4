import type { RatedQuality } from '@learnpath/contracts'

/** What answers are rated by, in the order in which they are asked. */
export const QUALITIES: readonly RatedQuality[] = [
  'fluency',
  'accuracy',
  'completeness',
  'coherence',
  'citationQuality',
]
