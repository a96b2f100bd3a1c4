import type { ReviewRating } from '@learnpath/contracts'
import type { HistoryReview } from '../../ports/memory-model.ts'

export const WEIGHT_COUNT = 21
const GRADES: Readonly<Record<ReviewRating, number>> = { again: 1, hard: 2, good: 3, easy: 4 }
const LOG_90 = Math.log(0.9)
const LEAST_STABILITY = 1e-3
const MOST_STABILITY = 36_500
const LEAST_FIRST_STABILITY = 0.1
const LEAST_CHANCE = 1e-6

/** Sum of the log losses of predictions, and its gradient by the weights, added up over cards. */
export interface LossSum {
  loss: number
  predictions: number
  readonly gradient: Float64Array
}

export const emptyLoss = (): LossSum => ({ loss: 0, predictions: 0, gradient: new Float64Array(WEIGHT_COUNT) })

/** A number that depends on the weights, with its derivative by each. */
interface Dual {
  value: number
  readonly by: Float64Array
}

/** Derivatives of one step by stability, by difficulty, and by the weights directly. */
interface Partials {
  stability: number
  difficulty: number
  readonly weights: Float64Array
}

interface Memory {
  readonly stability: Dual
  readonly difficulty: Dual
}

interface Values {
  readonly s: number
  readonly d: number
}

interface Recall {
  readonly chance: number
  readonly byStability: number
  readonly byDecay: number
}

interface Prediction {
  readonly stability: Dual
  readonly grade: number
  readonly days: number
}

/** The weights, what follows from them alone, and the derivatives of the step at hand. */
interface Model {
  readonly at: (index: number) => number
  readonly decay: number
  readonly factor: number
  readonly factorByDecay: number
  readonly partials: Partials
}

/**
 * Log loss of FSRS-6 over the reviews of cards, differentiated by hand (forward mode). The equations are those of ts-fsrs 5,
 * `FSRSAlgorithm`: what is fitted here is what schedules later.
 */
export function createFsrsGradient(
  weights: ArrayLike<number>,
): (sum: LossSum, history: readonly HistoryReview[]) => void {
  const model = modelOf(weights)
  const memory: Memory = { stability: zero(), difficulty: zero() }

  /** Adds what the reviews of one card say; each is predicted that comes on a later day than the one before. */
  return (sum, history) => {
    for (const [index, { rating, elapsedDays: days }] of history.entries()) {
      const grade = GRADES[rating]
      if (index === 0) {
        begin(model, memory, grade)
        continue
      }
      if (days > 0) predict(model, sum, { stability: memory.stability, grade, days })
      moveStability(model, memory, grade, days)
      moveDifficulty(model, memory, grade)
    }
  }
}

const zero = (): Dual => ({ value: 0, by: new Float64Array(WEIGHT_COUNT) })

function modelOf(weights: ArrayLike<number>): Model {
  const w = Float64Array.from(weights)
  const decay = w[20] ?? 0
  const factor = Math.exp(-LOG_90 / decay) - 1
  return {
    at: (index) => w[index] ?? 0,
    decay,
    factor,
    factorByDecay: ((factor + 1) * LOG_90) / (decay * decay),
    partials: { stability: 0, difficulty: 0, weights: new Float64Array(WEIGHT_COUNT) },
  }
}

function begin({ at }: Model, { stability, difficulty }: Memory, grade: number): void {
  stability.by.fill(0)
  difficulty.by.fill(0)
  const first = at(grade - 1)
  stability.value = Math.max(first, LEAST_FIRST_STABILITY)
  if (first > LEAST_FIRST_STABILITY) stability.by[grade - 1] = 1
  const growth = Math.exp((grade - 1) * at(5))
  difficulty.value = at(4) - growth + 1
  if (difficulty.value > 1 && difficulty.value < 10) {
    difficulty.by[4] = 1
    difficulty.by[5] = -(grade - 1) * growth
  }
  difficulty.value = Math.min(10, Math.max(1, difficulty.value))
}

function recallAfter({ decay, factor, factorByDecay }: Model, stability: number, days: number): Recall {
  const base = 1 + (factor * days) / stability
  const chance = base ** -decay
  return {
    chance,
    byStability: (decay * factor * days * chance) / (base * stability * stability),
    byDecay: chance * (-Math.log(base) - (decay * (days / stability) * factorByDecay) / base),
  }
}
function throughRecall({ partials }: Model, slope: number, recall: Recall): void {
  const { weights: direct } = partials
  partials.stability += slope * recall.byStability
  direct[20] = (direct[20] ?? 0) + slope * recall.byDecay
}

function sameDay({ at, partials }: Model, s: number, grade: number): number {
  const { weights: direct } = partials
  const gain = s ** -at(19) * Math.exp(at(17) * (grade - 3 + at(18)))
  if (grade >= 2 && gain < 1) {
    partials.stability = 1
    return s
  }
  const next = s * gain
  partials.stability = gain * (1 - at(19))
  direct[17] = next * (grade - 3 + at(18))
  direct[18] = next * at(17)
  direct[19] = -next * Math.log(s)
  return next
}

function recalled(model: Model, { s, d }: Values, grade: number, recall: Recall): number {
  const { at, partials } = model
  const { weights: direct } = partials
  const bonus = grade === 2 ? at(15) : grade === 4 ? at(16) : 1
  const room = Math.exp(at(8)) * (11 - d) * s ** -at(9) * bonus
  const lift = Math.exp((1 - recall.chance) * at(10))
  const gain = room * (lift - 1)
  partials.stability = 1 + gain * (1 - at(9))
  partials.difficulty = (-s * gain) / (11 - d)
  direct[8] = s * gain
  direct[9] = -s * gain * Math.log(s)
  direct[10] = s * room * (1 - recall.chance) * lift
  if (grade === 2) direct[15] = (s * gain) / at(15)
  if (grade === 4) direct[16] = (s * gain) / at(16)
  throughRecall(model, -s * room * at(10) * lift, recall)
  return s * (1 + gain)
}

function forgotten(model: Model, { s, d }: Values, recall: Recall): number {
  const { at, partials } = model
  const { weights: direct } = partials
  const scale = at(11) * d ** -at(12) * Math.exp((1 - recall.chance) * at(14))
  const power = (s + 1) ** at(13)
  const next = scale * (power - 1)
  const most = s * Math.exp(-at(17) * at(18))
  if (most < next) {
    partials.stability = most / s
    direct[17] = -at(18) * most
    direct[18] = -at(17) * most
    return most
  }
  partials.stability = (scale * at(13) * power) / (s + 1)
  partials.difficulty = (-at(12) * next) / d
  direct[11] = next / at(11)
  direct[12] = -Math.log(d) * next
  direct[13] = scale * power * Math.log(s + 1)
  direct[14] = (1 - recall.chance) * next
  throughRecall(model, -at(14) * next, recall)
  return next
}

function moveStability(model: Model, { stability, difficulty }: Memory, grade: number, days: number): void {
  const { partials } = model
  const { weights: direct } = partials
  partials.stability = 0
  partials.difficulty = 0
  direct.fill(0)
  const recall = recallAfter(model, stability.value, days)
  const values = { s: stability.value, d: difficulty.value }
  const next =
    days === 0
      ? sameDay(model, stability.value, grade)
      : grade === 1
        ? forgotten(model, values, recall)
        : recalled(model, values, grade, recall)
  stability.value = Math.min(MOST_STABILITY, Math.max(LEAST_STABILITY, next))
  const { stability: byS, difficulty: byD } = partials
  for (let index = 0; index < WEIGHT_COUNT; index++) {
    stability.by[index] = byS * (stability.by[index] ?? 0) + byD * (difficulty.by[index] ?? 0) + (direct[index] ?? 0)
  }
}

function moveDifficulty({ at }: Model, { difficulty }: Memory, grade: number): void {
  const change = -at(6) * (grade - 3)
  const room = (10 - difficulty.value) / 9
  const moved = difficulty.value + change * room
  const easyGrowth = Math.exp(3 * at(5))
  const easy = at(4) - easyGrowth + 1
  const next = at(7) * easy + (1 - at(7)) * moved
  difficulty.value = Math.min(10, Math.max(1, next))
  if (next <= 1 || next >= 10) return void difficulty.by.fill(0)
  const keep = (1 - at(7)) * (1 - change / 9)
  for (let index = 0; index < WEIGHT_COUNT; index++) difficulty.by[index] = keep * (difficulty.by[index] ?? 0)
  const add = (index: number, slope: number) => void (difficulty.by[index] = (difficulty.by[index] ?? 0) + slope)
  add(4, at(7))
  add(5, -3 * at(7) * easyGrowth)
  add(6, -(1 - at(7)) * (grade - 3) * room)
  add(7, easy - moved)
}

function predict(model: Model, sum: LossSum, { stability, grade, days }: Prediction): void {
  const { chance, byStability, byDecay } = recallAfter(model, stability.value, days)
  const bounded = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, chance))
  const slope = grade === 1 ? 1 / (1 - bounded) : -1 / bounded
  sum.loss -= Math.log(grade === 1 ? 1 - bounded : bounded)
  sum.predictions += 1
  const { gradient } = sum
  for (let index = 0; index < WEIGHT_COUNT; index++) {
    gradient[index] = (gradient[index] ?? 0) + slope * byStability * (stability.by[index] ?? 0)
  }
  gradient[20] = (gradient[20] ?? 0) + slope * byDecay
}
