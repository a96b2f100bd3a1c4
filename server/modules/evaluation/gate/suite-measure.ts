import type { SuiteMeasure } from '@learnpath/contracts'
import { mean } from '../../../kernel/statistics/quantile.ts'

/** Decimals that are kept: more would only be noise in a file that is compared. */
const SCALE = 1_000_000

const rounded = (value: number): number => Math.round(value * SCALE) / SCALE

/** One measure of a case, from its values by question or document. */
export function suiteMeasure(
  of: Pick<SuiteMeasure, 'case' | 'kind' | 'measure'>,
  values: ReadonlyMap<string, number>,
): SuiteMeasure {
  const entries = [...values].map(([id, value]) => [id, rounded(value)] as const)
  return {
    case: of.case,
    kind: of.kind,
    measure: of.measure,
    mean: entries.length === 0 ? 0 : rounded(mean(entries.map(([, value]) => value))),
    values: Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1))),
  }
}
