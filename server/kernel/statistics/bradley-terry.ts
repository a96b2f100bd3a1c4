import { randomFor } from '../seeded-random.ts'
import { normalCdf, normalQuantile } from './normal-distribution.ts'
import { quantile } from './quantile.ts'
import type { Interval } from './wilson-interval.ts'

/** How one comparison of two players ended: 1 when the first won, 0 when the second did, 0.5 for a tie. */
export interface Contest {
  readonly first: number
  readonly second: number
  readonly score: number
}

/** Wins of each (row) against each (column); ties count half for both. */
type WinMatrix = readonly (readonly number[])[]

const STEPS = 100
const SMALL_STEP = 1e-10
/** A longer step of a Newton iteration is cut: far out the curvature tells nothing. */
const LONGEST_STEP = 2

/**
 * Strengths of the Bradley-Terry model in log odds, their mean 0, by maximum likelihood (Newton's method). `prior` wins and as many losses
 * are added between each two that met: without any (0) nobody who always won has a finite strength; 0.5 is the usual remedy and
 * pulls strengths that rest on few contests towards each other. Players without a contest stay at 0.
 */
export function bradleyTerry(players: number, contests: readonly Contest[], { prior = 0.5 } = {}): number[] {
  return fit(winsOf(players, contests, prior))
}

/** 95 % intervals of the strengths from contests that are drawn again by group: judgements of one question hang together. */
export function bradleyTerryIntervals(
  players: number,
  groups: readonly (readonly Contest[])[],
  {
    seed,
    prior = 0.5,
    resamples = 500,
  }: { readonly seed: number; readonly prior?: number; readonly resamples?: number },
): Interval[] {
  const random = randomFor(seed, 'bradley-terry')
  const observed = bradleyTerry(players, groups.flat(), { prior })
  const drawn = observed.map(() => new Float64Array(resamples))
  for (let round = 0; round < resamples; round++) {
    const sample = groups.flatMap(() => groups[Math.floor(random() * groups.length)] ?? [])
    for (const [player, strength] of bradleyTerry(players, sample, { prior }).entries()) {
      const column = drawn[player]
      if (column !== undefined) column[round] = strength
    }
  }
  return drawn.map((strengths, player) => biasCorrected(strengths.toSorted(), observed[player] ?? 0))
}

/** Percentiles shifted by the median bias of the draws (Efron 1981). */
function biasCorrected(ascending: Float64Array, observed: number): Interval {
  let below = 0
  for (const value of ascending) below += value < observed ? 1 : value === observed ? 0.5 : 0
  const least = 0.5 / ascending.length
  const bias = normalQuantile(Math.min(1 - least, Math.max(least, below / ascending.length)))
  const end = (share: number) => quantile(ascending, normalCdf(2 * bias + normalQuantile(share)))
  return { low: end(0.025), high: end(0.975) }
}

function winsOf(players: number, contests: readonly Contest[], prior: number): number[][] {
  const wins = Array.from({ length: players }, () => Array.from({ length: players }, () => 0))
  const met = new Set<string>()
  const add = (winner: number, loser: number, count: number): void => {
    const row = wins[winner]
    if (row !== undefined) row[loser] = (row[loser] ?? 0) + count
  }
  for (const { first, second, score } of contests) {
    add(first, second, score)
    add(second, first, 1 - score)
    met.add(first < second ? `${first} ${second}` : `${second} ${first}`)
  }
  for (const pair of met) {
    const [one = 0, other = 0] = pair.split(' ').map(Number)
    add(one, other, prior)
    add(other, one, prior)
  }
  return wins
}

function fit(wins: WinMatrix): number[] {
  let strengths = wins.map(() => 0)
  for (let step = 0; step < STEPS; step++) {
    const move = newtonStep(wins, strengths)
    const longest = Math.max(0, ...move.map(Math.abs))
    const scale = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1
    strengths = centred(strengths.map((strength, player) => strength + scale * (move[player] ?? 0)))
    if (longest < SMALL_STEP) break
  }
  return strengths
}

function centred(strengths: readonly number[]): number[] {
  const centre = strengths.reduce((sum, strength) => sum + strength, 0) / Math.max(1, strengths.length)
  return strengths.map((strength) => strength - centre)
}

/** Slope over curvature of the log likelihood. A hundredth of a millionth on the diagonal fixes what the contests leave open. */
function newtonStep(wins: WinMatrix, strengths: readonly number[]): number[] {
  const size = wins.length
  const slope = strengths.map(() => 0)
  const curvature = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => (row === column ? 1e-8 : 0)),
  )
  for (let one = 0; one < size; one++) {
    for (let other = one + 1; other < size; other++) {
      const won = wins[one]?.[other] ?? 0
      const played = won + (wins[other]?.[one] ?? 0)
      if (played === 0) continue
      const share = 1 / (1 + Math.exp((strengths[other] ?? 0) - (strengths[one] ?? 0)))
      const surprise = won - played * share
      slope[one] = (slope[one] ?? 0) + surprise
      slope[other] = (slope[other] ?? 0) - surprise
      const weight = played * share * (1 - share)
      addTo(curvature, { one, other, weight })
    }
  }
  return solved(curvature, slope)
}

function addTo(
  curvature: number[][],
  { one, other, weight }: { readonly one: number; readonly other: number; readonly weight: number },
): void {
  for (const [row, column, sign] of [
    [one, one, 1],
    [other, other, 1],
    [one, other, -1],
    [other, one, -1],
  ] as const) {
    const line = curvature[row]
    if (line !== undefined) line[column] = (line[column] ?? 0) + sign * weight
  }
}

/** Gaussian elimination; the matrix is positive definite, so that no rows need to change places. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  for (const [at, pivotRow] of rows.entries()) {
    const pivot = pivotRow[at] ?? 1
    for (const row of rows.slice(at + 1)) {
      const factor = (row[at] ?? 0) / pivot
      for (let column = at; column < row.length; column++) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0)
      }
    }
  }
  const solution = right.map(() => 0)
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] ?? []
    let rest = row.at(-1) ?? 0
    for (let column = at + 1; column < rows.length; column++) rest -= (row[column] ?? 0) * (solution[column] ?? 0)
    solution[at] = rest / (row[at] ?? 1)
  }
  return solution
}
