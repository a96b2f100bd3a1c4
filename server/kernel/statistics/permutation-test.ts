import { randomFor } from '../seeded-random.ts'
import { mean } from './quantile.ts'

/** Up to this many differences every change of signs is tried; 2^16 of them take some milliseconds. */
const EXACT_UP_TO = 16
const DRAWS = 10_000
/** Sums in another order differ in the last digits. */
const TOLERANCE = 1e-12

/**
 * Two-sided p-value of paired differences: how often their mean is at least as far from 0 when each has its sign by chance. Exact for
 * few differences, else from seeded draws with the observed one counted in, so that it is never 0 (Phipson and Smyth 2010).
 */
export function permutationTest(differences: readonly number[], seed: number): number {
  const told = differences.filter((difference) => difference !== 0)
  if (told.length === 0) return 1
  const observed = Math.abs(mean(told)) * told.length
  const limit = observed - TOLERANCE * Math.max(1, observed)
  return told.length <= EXACT_UP_TO ? exact(told, limit) : drawn(told, limit, seed)
}

function exact(told: readonly number[], limit: number): number {
  const patterns = 2 ** told.length
  let extreme = 0
  for (let pattern = 0; pattern < patterns; pattern++) {
    let sum = 0
    for (const [at, difference] of told.entries()) sum += ((pattern >>> at) & 1) === 1 ? difference : -difference
    if (Math.abs(sum) >= limit) extreme += 1
  }
  return extreme / patterns
}

function drawn(told: readonly number[], limit: number, seed: number): number {
  const random = randomFor(seed, 'permutation test')
  let extreme = 1
  for (let draw = 0; draw < DRAWS; draw++) {
    let sum = 0
    for (const difference of told) sum += random() < 0.5 ? difference : -difference
    if (Math.abs(sum) >= limit) extreme += 1
  }
  return extreme / (DRAWS + 1)
}
