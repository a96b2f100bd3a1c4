import { bootstrapInterval } from '../../server/kernel/statistics/bootstrap.ts'

const SEED = 1

/** 95 % interval of the mean difference `ours − theirs` over the same queries. */
export function pairedInterval(
  ours: readonly number[],
  theirs: readonly number[],
): { readonly low: number; readonly high: number } {
  const differences = ours.map((value, at) => value - (theirs[at] ?? 0))
  return bootstrapInterval(differences, { seed: SEED })
}
