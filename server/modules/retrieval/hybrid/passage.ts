import type { LegExplanation } from '@learnpath/contracts'
import type { Ranked } from '../rescore.ts'

/** A chunk on its way to being a hit. */
export interface Passage {
  readonly chunkId: number
  readonly score: number
  readonly legs: LegExplanation
  /** What the keyword leg knows of it; null when its text has not been loaded. */
  readonly ranked: Ranked | null
}

/** Passages best first. */
export interface Ranking {
  readonly passages: readonly Passage[]
  readonly total: number
  readonly totalIsExact: boolean
  /** Keyword matches that had gone from the library when they were to be looked at. */
  readonly gone: number
}

export const NO_LEGS: LegExplanation = { keyword: null, vector: null, fused: null, rerank: null }
