import type { Clock } from '../../../ports/clock.ts'
import { RERANK } from './rerank-parameters.ts'

const WEIGHT_OF_NEWEST = 0.3

/** How long each reranker takes, as measured while it works. */
export interface RerankerSpeed {
  /** Milliseconds per text; null when not known yet. */
  perText(key: string): number | null
  measured(key: string, texts: number, milliseconds: number): void
  /** So many candidates can be hoped for within the budget. */
  candidatesWithin(key: string, budgetMs: number): number
  /** Whether the model was used so lately that it is surely in memory. */
  isLoaded(key: string): boolean
  used(key: string): void
}

export function createRerankerSpeed(clock: Pick<Clock, 'monotonicMs'>): RerankerSpeed {
  const perText = new Map<string, number>()
  const lastUse = new Map<string, number>()
  return {
    perText: (key) => perText.get(key) ?? null,
    measured(key, texts, milliseconds) {
      if (texts === 0) return
      const newest = milliseconds / texts
      const before = perText.get(key)
      perText.set(key, before === undefined ? newest : before + WEIGHT_OF_NEWEST * (newest - before))
    },
    candidatesWithin(key, budgetMs) {
      const known = perText.get(key)
      if (known === undefined) return RERANK.candidatesAtFirst
      const affordable = known > 0 ? Math.floor(budgetMs / known) : RERANK.maxCandidates
      return Math.min(RERANK.maxCandidates, Math.max(RERANK.minCandidates, affordable))
    },
    isLoaded(key) {
      const last = lastUse.get(key)
      return last !== undefined && clock.monotonicMs() - last < RERANK.loadedForMs
    },
    used(key) {
      lastUse.set(key, clock.monotonicMs())
    },
  }
}
