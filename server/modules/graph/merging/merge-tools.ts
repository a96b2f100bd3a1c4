import { LearnPathError } from '@learnpath/contracts'
import type { GraphSurroundings } from '../graph-dependencies.ts'
import type { DecisionStore, NamePair } from './decision-store.ts'

/** What every decision of the user is made with. */
export interface MergeTools {
  readonly db: GraphSurroundings['store']['db']
  readonly concepts: Pick<GraphSurroundings['concepts'], 'names' | 'merge' | 'split' | 'phrases'>
  readonly clock: Pick<GraphSurroundings['clock'], 'now'>
  readonly decisions: DecisionStore
}

export const pairsOf = (ones: readonly string[], others: readonly string[]): NamePair[] =>
  ones.flatMap((one) => others.map((other): NamePair => [one, other]))

export function invalid(field: string, message: string): LearnPathError {
  return new LearnPathError('LP_REQUEST_INVALID', { issues: [{ field, message }] })
}
