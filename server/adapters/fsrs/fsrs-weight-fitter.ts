import { breathe } from '../../kernel/breathe.ts'
import type { HistoryReview, WeightFitter } from '../../ports/memory-model.ts'
import { createFsrsGradient, emptyLoss, WEIGHT_COUNT, type LossSum } from './fsrs-gradient.ts'

/** Lowest and highest value of each weight (ts-fsrs 5, `CLAMP_PARAMETERS`). */
const BOUNDS: readonly (readonly [number, number])[] = [
  [0.1, 100],
  [0.1, 100],
  [0.1, 100],
  [0.1, 100],
  [1, 10],
  [0.001, 4],
  [0.001, 4],
  [0.001, 0.75],
  [0, 4.5],
  [0, 0.8],
  [0.001, 3.5],
  [0.001, 5],
  [0.001, 0.25],
  [0.001, 0.9],
  [0, 4],
  [0.01, 1],
  [1, 6],
  [0, 2],
  [0, 2],
  [0.01, 0.8],
  [0.1, 0.8],
]
/** The first four weights are stabilities, which differ between people by factors: they are moved in their logarithm. */
const STABILITIES = 4
/** How far the weights of people lie apart (fsrs-rs, training.rs); a factor of e for the stabilities. */
const SPREAD: readonly number[] = [
  1, 1, 1, 1, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
]
const ROUNDS = 150
const RATE = 0.06
const REVIEWS_PER_SLICE = 1500

/**
 * Fits the weights of FSRS-6: the most likely ones, given the reviews and that people differ by `SPREAD` from where it starts. With few
 * reviews it hence stays near the start. Adam over all reviews, a fixed number of rounds; the best round counts.
 */
export function createFsrsWeightFitter(): WeightFitter {
  return {
    async fit(histories, start) {
      const moves = new Float64Array(WEIGHT_COUNT)
      const adam = createAdam()
      let best = { loss: Number.POSITIVE_INFINITY, weights: [...start] }
      for (let round = 0; round < ROUNDS; round++) {
        const weights = weightsAt(start, moves)
        const sum = await lossOf(weights, histories)
        const loss = withPrior(sum, { start, weights, moves })
        if (loss < best.loss) best = { loss, weights }
        adam(moves, sum.gradient, (RATE * (1 + Math.cos((Math.PI * round) / ROUNDS))) / 2)
      }
      return best.weights
    },
  }
}

function weightsAt(start: readonly number[], moves: Float64Array): number[] {
  return start.map((from, index) => {
    const move = (moves[index] ?? 0) * (SPREAD[index] ?? 1)
    const [low, high] = BOUNDS[index] ?? [from, from]
    return Math.min(high, Math.max(low, index < STABILITIES ? from * Math.exp(move) : from + move))
  })
}

async function lossOf(weights: readonly number[], histories: readonly (readonly HistoryReview[])[]): Promise<LossSum> {
  const sum = emptyLoss()
  const addCard = createFsrsGradient(weights)
  let since = 0
  for (const history of histories) {
    addCard(sum, history)
    since += history.length
    if (since < REVIEWS_PER_SLICE) continue
    since = 0
    await breathe()
  }
  return sum
}

interface Place {
  readonly start: readonly number[]
  readonly weights: readonly number[]
  readonly moves: Float64Array
}

/** Turns the gradient by the weights into that by the moves, and adds that of the prior. @returns loss with the prior */
function withPrior({ loss, gradient }: LossSum, { start, weights, moves }: Place): number {
  let total = loss
  for (const [index, weight] of weights.entries()) {
    const move = moves[index] ?? 0
    const [low, high] = BOUNDS[index] ?? [weight, weight]
    const scale = (SPREAD[index] ?? 1) * (index < STABILITIES ? weight : 1)
    const atBound = weight !== start[index] && (weight <= low || weight >= high)
    gradient[index] = (atBound ? 0 : (gradient[index] ?? 0) * scale) + move
    total += (move * move) / 2
  }
  return total
}

/** Adam (Kingma and Ba 2015) with its usual constants. */
function createAdam() {
  const first = new Float64Array(WEIGHT_COUNT)
  const second = new Float64Array(WEIGHT_COUNT)
  let round = 0
  return (moves: Float64Array, gradient: Float64Array, rate: number): void => {
    round += 1
    for (const [index, slope] of gradient.entries()) {
      const mean = 0.9 * (first[index] ?? 0) + 0.1 * slope
      const square = 0.999 * (second[index] ?? 0) + 0.001 * slope * slope
      first[index] = mean
      second[index] = square
      const step = mean / (1 - 0.9 ** round) / (Math.sqrt(square / (1 - 0.999 ** round)) + 1e-8)
      moves[index] = (moves[index] ?? 0) - rate * step
    }
  }
}
