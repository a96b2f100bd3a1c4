import type { CardState, ReviewRating } from '@learnpath/contracts'

/** What is remembered of a card. Stability and difficulty are null for a new card. */
export interface CardMemory {
  readonly state: CardState
  /** Days until the chance of recall has fallen to 90 %. */
  readonly stability: number | null
  /** 1 to 10. */
  readonly difficulty: number | null
  /** Which of the steps of learning and relearning within a day it has reached, from 0. */
  readonly step: number
}

export interface SchedulingWish {
  readonly weights: readonly number[]
  /** Chance of recall at which a card is to come back. */
  readonly retention: number
  readonly maximumIntervalDays: number
}

/** What a review makes of a card. */
export interface ReviewedMemory {
  readonly memory: CardMemory
  /** Whether a card that was known has been forgotten. */
  readonly lapsed: boolean
  /** Exactly one of the two is above 0. */
  readonly waitDays: number
  readonly waitMinutes: number
}

/** A model of how memory fades and grows. Deterministic. */
export interface MemoryModel {
  /** @param elapsedDays whole days of the learner since the review before; ignored for a new card */
  review(memory: CardMemory, elapsedDays: number, rating: ReviewRating, wish: SchedulingWish): ReviewedMemory
  /** Chance to recall after so many days. */
  recall(stability: number, elapsedDays: number, weights: readonly number[]): number
  /** Days until recall has fallen to `retention`, as a multiple of the stability. */
  intervalPerStability(retention: number, weights: readonly number[]): number
}

/** One review in the history of a card, for fitting weights. */
export interface HistoryReview {
  readonly rating: ReviewRating
  /** Whole days since the review before; 0 for the first. */
  readonly elapsedDays: number
}

/** Fits the weights of the memory model to reviews. */
export interface WeightFitter {
  /** @param histories per card all its reviews, oldest first. Deterministic. */
  fit(histories: readonly (readonly HistoryReview[])[], start: readonly number[]): Promise<number[]>
}
