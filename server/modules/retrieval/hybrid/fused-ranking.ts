import { fuseScores, type FusionWeights } from '../../../kernel/ranking/fuse-scores.ts'
import type { KeywordIndex } from '../../../ports/keyword-index.ts'
import type { QueryPlan } from '../query-plan.ts'
import { FUSION } from './fusion-parameters.ts'
import { NO_LEGS, type Passage, type Ranking } from './passage.ts'
import type { VectorLeg } from './vector-leg.ts'

interface Legs {
  readonly index: KeywordIndex
  readonly plan: QueryPlan
  readonly keyword: Ranking
  readonly vector: VectorLeg
  readonly weights: FusionWeights
}

/**
 * Keyword and vector hits as one ranking. Every passage's score depends on the best `FUSION.depth` of each leg alone, never on the
 * page that is asked for. The total counts what has a word of the query and the near passages that have none.
 */
export async function fusedRanking({ index, plan, keyword, vector, weights }: Legs): Promise<Ranking> {
  const byId = new Map(keyword.passages.map((passage) => [passage.chunkId, passage]))
  const places = new Map(vector.hits.map(({ chunkId, score }, at) => [chunkId, { rank: at + 1, score }]))
  const byMeaning = [...places.keys()].filter((chunkId) => !byId.has(chunkId))
  const keywordScores = await index.scores(byMeaning, plan.terms)
  const fused = fuseScores(
    {
      first: keyword.passages.map(({ chunkId, score }) => ({ id: chunkId, score })),
      second: vector.hits.map(({ chunkId, score }) => ({ id: chunkId, score })),
      firstScore: (id) => keywordScores.get(id) ?? 0,
    },
    weights,
  )
  const passages = fused.map(({ id, score }, at): Passage => {
    const known = byId.get(id)
    const legs = {
      ...(known?.legs ?? NO_LEGS),
      vector: places.get(id) ?? null,
      fused: { rank: at + 1, score },
    }
    return { chunkId: id, score, legs, ranked: known?.ranked ?? null }
  })
  const byMeaningAlone = byMeaning.filter((id) => !keywordScores.has(id)).length
  return { ...keyword, passages, total: keyword.total + byMeaningAlone }
}

/** The nearest passages as a ranking of their own. A passage is always near to some degree: the total is what was looked at. */
export function vectorRanking({ hits, isComplete }: VectorLeg): Ranking {
  const passages = hits.map(({ chunkId, score }, at): Passage => ({
    chunkId,
    score,
    ranked: null,
    legs: { ...NO_LEGS, vector: { rank: at + 1, score } },
  }))
  return { passages, total: passages.length, totalIsExact: isComplete, gone: 0 }
}

/** How many of the nearest passages a page needs; only two depths, so that turning pages does not change the ranking. */
export function vectorDepth(pageEnd: number): number {
  return pageEnd <= FUSION.vectorDepth ? FUSION.vectorDepth : FUSION.vectorDepthOfLatePages
}
