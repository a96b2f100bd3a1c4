import { describe, expect, it } from 'vitest'
import type { CardMemory, HistoryReview } from '../../ports/memory-model.ts'
import { createFsrsGradient, emptyLoss } from './fsrs-gradient.ts'
import { createFsrsMemoryModel } from './fsrs-memory-model.ts'
import { createFsrsWeightFitter } from './fsrs-weight-fitter.ts'
import { createSimulatedLearner } from './simulated-learner.double.ts'

const DEFAULTS = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
]
/** Somebody who forgets faster and finds things harder. */
const FORGETFUL = DEFAULTS.map((weight, index) =>
  index < 4 ? weight * 0.4 : index === 8 ? weight - 0.6 : index === 20 ? 0.3 : weight,
)
const model = createFsrsMemoryModel()

/** Cards reviewed whenever the default weights say so. */
function historiesOf(weights: readonly number[], cards: number, seed: number): HistoryReview[][] {
  const rate = createSimulatedLearner(model, weights, seed)
  const wish = { weights: DEFAULTS, retention: 0.9, maximumIntervalDays: 36_500 }
  return Array.from({ length: cards }, (_, card) => {
    const history: HistoryReview[] = []
    let memory: CardMemory = { state: 'new', stability: null, difficulty: null, step: 0 }
    let elapsedDays = 0
    for (let day = 0; day < 200 && history.length < 15; day += elapsedDays) {
      const rating = rate(`${card}`, day)
      history.push({ rating, elapsedDays })
      const reviewed = model.review(memory, elapsedDays, rating, wish)
      memory = reviewed.memory
      elapsedDays = reviewed.waitDays
    }
    return history
  })
}

function lossOf(weights: readonly number[], histories: readonly HistoryReview[][]) {
  const sum = emptyLoss()
  const addCard = createFsrsGradient(weights)
  for (const history of histories) addCard(sum, history)
  return sum
}

describe('the gradient of FSRS-6', () => {
  it('predicts exactly what the memory model predicts', () => {
    const histories = historiesOf(FORGETFUL, 30, 1)
    let loss = 0
    for (const history of histories) {
      let memory: CardMemory = { state: 'new', stability: null, difficulty: null, step: 0 }
      for (const { rating, elapsedDays } of history) {
        if (elapsedDays > 0 && memory.stability !== null) {
          const recall = model.recall(memory.stability, elapsedDays, FORGETFUL)
          loss -= Math.log(rating === 'again' ? 1 - recall : recall)
        }
        const wish = { weights: FORGETFUL, retention: 0.9, maximumIntervalDays: 36_500 }
        memory = model.review(memory, elapsedDays, rating, wish).memory
      }
    }
    expect(lossOf(FORGETFUL, histories).loss).toBeCloseTo(loss, 3)
  })

  it('is what the loss changes by when a weight is moved', () => {
    const histories = historiesOf(DEFAULTS, 60, 2)
    const weights = DEFAULTS.map((weight, index) => (index === 7 ? 0.05 : weight))
    const { gradient } = lossOf(weights, histories)
    for (const index of weights.keys()) {
      const step = 1e-5
      const moved = (by: number) => lossOf(weights.with(index, (weights[index] ?? 0) + by), histories).loss
      const measured = (moved(step) - moved(-step)) / (2 * step)
      expect(Math.abs((gradient[index] ?? 0) - measured), `weight ${index}`).toBeLessThan(
        1e-3 * Math.max(1, Math.abs(measured)),
      )
    }
  })
})

describe('fitting', () => {
  it('finds most of what there is to gain, on cards it has not seen', async () => {
    const fitted = await createFsrsWeightFitter().fit(historiesOf(FORGETFUL, 800, 3), DEFAULTS)
    const unseen = historiesOf(FORGETFUL, 800, 4)
    const mean = (weights: readonly number[]) => {
      const { loss, predictions } = lossOf(weights, unseen)
      return loss / predictions
    }
    const [before, after, truth] = [mean(DEFAULTS), mean(fitted), mean(FORGETFUL)]
    expect((before - after) / (before - truth)).toBeGreaterThan(0.8)
  })

  it('stays near the start with few reviews, and gives the same each time', async () => {
    const few = historiesOf(DEFAULTS, 5, 5)
    const fitted = await createFsrsWeightFitter().fit(few, DEFAULTS)
    expect(await createFsrsWeightFitter().fit(few, DEFAULTS)).toEqual(fitted)
    expect(Math.abs((fitted[20] ?? 0) - 0.1542)).toBeLessThan(0.1)
  })
})
