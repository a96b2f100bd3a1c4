import { RERANK } from './rerank-parameters.ts'

/** A passage before it is reordered. */
export interface RerankCandidate {
  readonly id: number
  /** Score before, as a share of the best one's. */
  readonly prior: number
}

export interface BlendedScore {
  readonly id: number
  readonly score: number
  /** The model's own; null where it was not asked. */
  readonly logit: number | null
}

const share = (logit: number): number => 1 / (1 + Math.exp(-logit))

/** What a passage is worth with the model's score; one that was not scored counts as one the model finds nothing in. */
export function blend(prior: number, logit: number | null): number {
  return RERANK.weight * (logit === null ? 0 : share(logit)) + (1 - RERANK.weight) * prior
}

/** Candidates in their final order; equal ones in the order before. */
export function blendedOrder(
  candidates: readonly RerankCandidate[],
  logits: ReadonlyMap<number, number>,
): BlendedScore[] {
  return candidates
    .map(({ id, prior }) => {
      const logit = logits.get(id) ?? null
      return { id, logit, score: blend(prior, logit) }
    })
    .toSorted((one, other) => other.score - one.score)
}

/**
 * Whether the next candidate, were the model to like it as much as the best of the block before it, would still come behind the
 * last of the first ranks.
 */
export function cannotOvertake(
  next: RerankCandidate | undefined,
  lastLogits: readonly number[],
  order: readonly BlendedScore[],
): boolean {
  if (next === undefined) return true
  const last = order[Math.min(RERANK.settledRanks, order.length) - 1]
  if (last === undefined || lastLogits.length === 0) return false
  return blend(next.prior, Math.max(...lastLogits)) < last.score
}
