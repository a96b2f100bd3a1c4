import { LearnPathError, type SearchMode, type SearchResponse } from '@learnpath/contracts'
import type { FusionWeights } from '../../../kernel/ranking/fuse-scores.ts'
import type { KeywordIndex } from '../../../ports/keyword-index.ts'
import type { SearchReach } from '../../../ports/search-reach.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { ServingGeneration } from '../generations/generations-api.ts'
import type { LibraryReader } from '../library-reader.ts'
import type { QueryPlan } from '../query-plan.ts'
import type { StageTimes } from '../stage-times.ts'
import { isForeignTo } from './embedder-language.ts'
import { fusedRanking, vectorDepth, vectorRanking } from './fused-ranking.ts'
import { FUSION } from './fusion-parameters.ts'
import { keywordLeg } from './keyword-leg.ts'
import type { Ranking } from './passage.ts'
import type { QueryEmbedding } from './query-embedding.ts'
import { vectorLeg, type VectorLeg } from './vector-leg.ts'

export interface LegTools {
  readonly library: LibraryReader
  readonly logger: Logger
  readonly queryEmbedding: QueryEmbedding
  readonly stages: StageTimes
}

export interface LegSearch {
  readonly plan: QueryPlan
  /** What is asked, without the marks of its syntax. */
  readonly question: string
  readonly reach: SearchReach
  readonly index: KeywordIndex
  readonly serving: ServingGeneration
  readonly mode: SearchMode
  /** Place after the last hit of the page. */
  readonly asked: number
  /** Default: as measured best, by whether the model was made for the language. */
  readonly weights?: FusionWeights
}

export interface LegsFound {
  readonly ranking: Ranking
  readonly engine: SearchResponse['engine']
  readonly semantic: Omit<SearchResponse['semantic'], 'lag'>
}

type Nearest = { readonly leg: VectorLeg } | { readonly reason: string }

/** The vector leg, or in words why there is none. */
async function findNearest(
  { library, logger, queryEmbedding, stages }: LegTools,
  { plan, question, reach, serving, mode, asked }: LegSearch,
): Promise<Nearest> {
  const embedded = await stages.measure('embed', async () => await queryEmbedding.of(serving.embedder, question))
  if ('reason' in embedded) return embedded
  const limit = mode === 'vector' ? vectorDepth(asked) : FUSION.depth
  const { vector } = embedded
  try {
    const request = { plan, vector, reach, limit }
    return { leg: await stages.measure('vector', async () => await vectorLeg(library, serving.index, request)) }
  } catch (cause) {
    if (!(cause instanceof LearnPathError)) throw cause
    logger.warn('searches go by keywords: the vectors could not be searched', { error: cause.code })
    return { reason: `${cause.message} (${cause.code})` }
  }
}

/**
 * Keywords and meaning side by side: the query's vector is under way while the keyword index is searched. Without a vector the
 * keyword hits are the answer, and `semantic.reason` says why.
 */
export async function rankBothLegs(tools: LegTools, search: LegSearch): Promise<LegsFound> {
  const { library, stages } = tools
  const { plan, reach, index, serving, mode, asked } = search
  const model = serving.generation.model
  const nearest = findNearest(tools, search)
  // A failure of the keyword leg must not leave this one without anybody to hear of its own.
  nearest.catch(() => undefined)
  const byKeywords = async (): Promise<Ranking> =>
    await stages.measure(
      'keyword',
      async () => await keywordLeg(library, index, { plan, reach, pageEnd: Math.max(asked, FUSION.depth) }),
    )
  const keyword = mode === 'vector' ? null : await byKeywords()
  const found = await nearest
  if ('reason' in found) {
    const ranking = keyword ?? (await byKeywords())
    return { ranking, engine: 'keyword', semantic: { used: false, model, reason: found.reason } }
  }
  const semantic = { used: true, model, reason: null }
  if (keyword === null) return { ranking: vectorRanking(found.leg), engine: 'vector', semantic }
  const foreign = isForeignTo(serving.embedder.description.languages, search.question, plan.languages)
  const weights = search.weights ?? (foreign ? FUSION.foreignWeights : FUSION.weights)
  const ranking = await stages.measure(
    'fuse',
    async () => await fusedRanking({ index, plan, keyword, vector: found.leg, weights }),
  )
  return { ranking, engine: 'hybrid', semantic }
}
