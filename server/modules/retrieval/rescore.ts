import type { AnalyzedToken } from '../../kernel/text/analyze.ts'
import type { ChunkInDocument } from '../library/index.ts'
import type { Candidate } from './candidates.ts'
import { largestBonus } from './largest-bonus.ts'
import type { QueryPlan, WordPair } from './query-plan.ts'
import { RANKING } from './ranking-parameters.ts'

/** Pairs of the query that stand together in the chunk, with what they add to its score. */
export interface PairScore {
  readonly words: string
  readonly score: number
}

/** A chunk with its final score: the index's BM25 plus `pairs`. */
export interface Ranked {
  readonly chunk: ChunkInDocument
  /** The words of the chunk that the query asks for, where they were needed for the score; null where they were not. */
  readonly tokens: readonly AnalyzedToken[] | null
  readonly score: number
  readonly pairs: readonly PairScore[]
}

function standTogether(first: readonly number[], second: readonly number[], distance: number): boolean {
  return first.some((from) =>
    second.some((to) => {
      const apart = to - from
      return apart > 0 && (apart <= RANKING.proximityWords || Math.abs(apart - distance) <= 1)
    }),
  )
}

/**
 * Each pair of neighbouring query words that the chunk has together and in order adds a share of the smaller of their idf.
 * After the ordered feature of Metzler, Croft, "A Markov random field model for term dependencies", SIGIR 2005;
 * presence instead of frequency did better here.
 */
function scorePairs(tokens: readonly AnalyzedToken[], pairs: readonly WordPair[]): PairScore[] {
  const positions = new Map<string, number[]>()
  for (const { term, position } of tokens) {
    const known = positions.get(term)
    if (known === undefined) positions.set(term, [position])
    else known.push(position)
  }
  return pairs.flatMap(({ first, second, distance, words, inverseDocumentFrequency }) => {
    const score = RANKING.proximityShare * inverseDocumentFrequency
    const together = standTogether(positions.get(first) ?? [], positions.get(second) ?? [], distance)
    return together && score > 0 ? [{ words, score }] : []
  })
}

function rank({ hit, chunk }: Candidate, plan: QueryPlan): Ranked {
  const known = plan.pairs.get(chunk.language) ?? []
  const tokens = known.length === 0 ? null : plan.wantedWords(chunk.text, chunk.language)
  const pairs = tokens === null ? [] : scorePairs(tokens, known)
  return { chunk, tokens, score: pairs.reduce((sum, pair) => sum + pair.score, hit.score), pairs }
}

/**
 * Ranks the best candidates anew by what the index cannot see. Candidates after `RANKING.rescoreDepth` follow in the order of
 * the index; bonuses are never negative, so scores fall from first to last. What cannot come before `pageEnd` may be left out.
 */
export function rescore(candidates: readonly Candidate[], plan: QueryPlan, pageEnd: number): Ranked[] {
  const bonus = largestBonus(plan)
  const best: Ranked[] = []
  for (const candidate of candidates.slice(0, RANKING.rescoreDepth)) {
    // In order of score: when this one cannot reach the page, no later one can.
    const last = best[pageEnd - 1]
    if (last !== undefined && candidate.hit.score + bonus <= last.score) return best
    const ranked = rank(candidate, plan)
    // Equal scores keep the order of the index, which is the same after a rebuild.
    const place = best.findIndex(({ score }) => score < ranked.score)
    best.splice(place < 0 ? best.length : place, 0, ranked)
  }
  const rest = candidates.slice(RANKING.rescoreDepth)
  return [...best, ...rest.map(({ hit, chunk }): Ranked => ({ chunk, tokens: null, score: hit.score, pairs: [] }))]
}
