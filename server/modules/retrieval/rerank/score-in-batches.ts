import { createHash } from 'node:crypto'
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
  /** What the speed is measured for: the model with windows of this length. */
  readonly speedKey: string
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
 * Scores candidates block by block, best first, each block sorted by length and cut into batches that run side by side. Ends when
 * all are scored, when the first ranks have settled, or when the budget ends: the last block is cut to what fits. What takes longer than it was expected to is cut off at the budget. Scores known from before
 * cost nothing.
 */
export async function scoreInBatches(request: ScoringRequest, tools: ScoringTools): Promise<Scoring> {
  const { query, reranker, budgetMs, candidates } = request
  const { key } = reranker.description
  const { speedKey } = request
  const startedAt = tools.clock.monotonicMs()
  const logits = new Map<number, number>()
  // Not the text itself, which would stay when its document is deleted.
  const keyOf = ({ text }: WindowCandidate): string =>
    createHash('sha256').update(`${key}\n${query}\n${text}`).digest('base64')
  const remaining = (): number => budgetMs - (tools.clock.monotonicMs() - startedAt)

  /** Texts that the time left is enough for; one at least to begin with, or a slow moment would be believed for ever. */
  function affordable(): number {
    const perText = tools.speed.perText(speedKey) ?? 0
    const count = perText > 0 ? Math.floor(remaining() / perText) : RERANK.maxCandidates
    return logits.size === 0 ? Math.max(1, count) : Math.max(0, count)
  }

  /** Batches side by side, as the model's computations are. @returns false when the budget did not suffice */
  async function scoreTogether(batches: readonly (readonly WindowCandidate[])[]): Promise<boolean> {
    const count = batches.flat().length
    const left = remaining()
    if (count === 0) return true
    if (left <= 0) return false
    const cut = new AbortController()
    const startedMs = tools.clock.monotonicMs()
    const scoring = batches.map(async (batch) => {
      const scores = await reranker.score({ query, texts: batch.map(({ text }) => text), signal: cut.signal })
      if (cut.signal.aborted) return
      for (const [at, candidate] of batch.entries()) {
        const score = scores[at] ?? 0
        logits.set(candidate.id, score)
        tools.scores.set(keyOf(candidate), score, 1)
      }
    })
    const done = await withinPatience(Promise.all(scoring), left)
    tools.speed.measured(speedKey, count, tools.clock.monotonicMs() - startedMs)
    if (done === null) cut.abort()
    else tools.speed.used(key)
    return done !== null
  }

  async function scoreBlock(block: readonly WindowCandidate[]): Promise<boolean> {
    const open: WindowCandidate[] = []
    for (const candidate of block) {
      const known = tools.scores.get(keyOf(candidate))
      if (known === undefined) open.push(candidate)
      else logits.set(candidate.id, known)
    }
    // Where the time is short, the first by rank and not the shortest.
    const best = open.slice(0, affordable())
    const byLength = best.toSorted((one, other) => one.text.length - other.text.length)
    return (await scoreTogether(blocksOf(byLength, RERANK.batchSize))) && best.length === open.length
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
