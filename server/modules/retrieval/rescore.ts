import type { Candidate } from './candidates.ts'
import type { ChunkInDocument } from '../library/index.ts'
import type { QueryPlan } from './query-plan.ts'

export interface Ranked {
  readonly chunk: ChunkInDocument
  readonly score: number
}

export function rescore(candidates: readonly Candidate[], _plan: QueryPlan, _depth: number): Ranked[] {
  return candidates.map(({ hit, chunk }) => ({ chunk, score: hit.score }))
}
