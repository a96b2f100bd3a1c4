import type { ReviewRating } from '@learnpath/contracts'
import type { CardMemory, MemoryModel } from '../../ports/memory-model.ts'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Somebody whose memory is exactly that of the model, with weights of their own. Keeps the true memory of each card. */
export function createSimulatedLearner(model: MemoryModel, weights: readonly number[], seed: number) {
  const random = seededRandom(seed)
  const memories = new Map<string, { memory: CardMemory; day: number }>()
  const wish = { weights, retention: 0.9, maximumIntervalDays: 36_500 }
  const fresh: CardMemory = { state: 'new', stability: null, difficulty: null, step: 0 }

  function choose(recall: number | null): ReviewRating {
    const luck = random()
    // How often people press which button (fsrs-optimizer's simulator): first, and when they recall.
    if (recall === null) return luck < 0.24 ? 'again' : luck < 0.33 ? 'hard' : luck < 0.85 ? 'good' : 'easy'
    if (luck >= recall) return 'again'
    const kind = random()
    return kind < 0.22 ? 'hard' : kind < 0.85 ? 'good' : 'easy'
  }

  /** Looks at a card on a day. @returns the honest rating */
  return function rate(cardId: string, day: number): ReviewRating {
    const known = memories.get(cardId)
    const elapsed = known === undefined ? 0 : day - known.day
    const stability = known?.memory.stability ?? null
    const rating = choose(stability === null ? null : model.recall(stability, elapsed, weights))
    memories.set(cardId, { memory: model.review(known?.memory ?? fresh, elapsed, rating, wish).memory, day })
    return rating
  }
}
