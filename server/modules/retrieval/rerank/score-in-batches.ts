import type { BoundedCache } from '../../../kernel/bounded-cache.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Reranker } from '../../../ports/reranker.ts'
import { withinPatience } from '../hybrid/within-patience.ts'
import { blendedOrder, type BlendedScore, cannotOvertake, type RerankCandidate } from './blended-order.ts'
import { RERANK } from './rerank-parameters.ts'
import type { RerankerSpeed } from './reranker-speed.ts'

export interface WindowCandidate extends RerankCandidate {
  /** What the model reads. */
  readonly text: string
}

export interface ScoringRequest {
  readonly query: string
  readonly reranker: Reranker
  readonly budgetMs: number
  /** Best first. */
  readonly candidates: readonly WindowCandidate[]
}

export interface ScoringTools {
  readonly clock: Pick<Clock, 'monotonicMs'>
  readonly speed: RerankerSpeed
  readonly scores: BoundedCache<number>
}

export interface Scoring {
  readonly order: readonly BlendedScore[]
  readonly scored: number
  readonly ended: 'complete' | 'settled' | 'budget'
}

function blocksOf<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size))
}

/** The first ranks by id, to see whether they change. */
const firstRanks = (order: readonly BlendedScore[]): string =>
  order
    .slice(0, RERANK.settledRanks)
    .map(({ id }) => id)
    .join(' ')

/**
 * Scores candidates block by block, best first, each block sorted by length and cut into batches. Ends when all are scored, when
 * the first ranks have settled, or when the next batch would not be done within the budget; one that takes longer than it was
 * expected to is cut off at the budget. Scores known from before cost nothing.
 */
export async function scoreInBatches(request: ScoringRequest, tools: ScoringTools): Promise<Scoring> {
  const { query, reranker, budgetMs, candidates } = request
  const { key } = reranker.description
  const startedAt = tools.clock.monotonicMs()
  const logits = new Map<number, number>()
  const keyOf = ({ text }: WindowCandidate): string => `${key}\n${query}\n${text}`
  const remaining = (): number => budgetMs - (tools.clock.monotonicMs() - startedAt)

  /** @returns false when the budget did not suffice */
  async function scoreBatch(batch: readonly WindowCandidate[]): Promise<boolean> {
    const expected = (tools.speed.perText(key) ?? 0) * batch.length
    const left = remaining()
    if (left <= 0 || expected > left) return false
    const cut = new AbortController()
    const batchAt = tools.clock.monotonicMs()
    const scoring = reranker.score({ query, texts: batch.map(({ text }) => text), signal: cut.signal })
    const scores = await withinPatience(scoring, left)
    tools.speed.measured(key, batch.length, tools.clock.monotonicMs() - batchAt)
    if (scores === null) {
      cut.abort()
      return false
    }
    tools.speed.used(key)
    for (const [at, candidate] of batch.entries()) {
      const score = scores[at] ?? 0
      logits.set(candidate.id, score)
      const known = keyOf(candidate)
      tools.scores.set(known, score, known.length)
    }
    return true
  }

  async function scoreBlock(block: readonly WindowCandidate[]): Promise<boolean> {
    const open: WindowCandidate[] = []
    for (const candidate of block) {
      const known = tools.scores.get(keyOf(candidate))
      if (known === undefined) open.push(candidate)
      else logits.set(candidate.id, known)
    }
    const byLength = open.toSorted((one, other) => one.text.length - other.text.length)
    for (const batch of blocksOf(byLength, RERANK.batchSize)) if (!(await scoreBatch(batch))) return false
    return true
  }

  const result = (ended: Scoring['ended']): Scoring => ({
    order: blendedOrder(candidates, logits),
    scored: logits.size,
    ended,
  })
  let before = ''
  let unchanged = 0
  for (const [at, block] of blocksOf(candidates, RERANK.blockSize).entries()) {
    if (!(await scoreBlock(block))) return result('budget')
    const order = blendedOrder(candidates, logits)
    const first = firstRanks(order)
    unchanged = first === before ? unchanged + 1 : 0
    before = first
    const next = candidates[(at + 1) * RERANK.blockSize]
    const lastLogits = block.flatMap(({ id }) => logits.get(id) ?? [])
    // The block in which the first ranks were set counts as one without change.
    const steady = unchanged >= RERANK.settledBlocks - 1
    if (next !== undefined && steady && cannotOvertake(next, lastLogits, order)) return result('settled')
  }
  return result('complete')
}
