import type { KeywordIndex } from '../../../ports/keyword-index.ts'
import { type CandidateRequest, findCandidates, hasPhrases, loadCandidates } from '../candidates.ts'
import type { LibraryReader } from '../library-reader.ts'
import { RANKING } from '../ranking-parameters.ts'
import { type Ranked, rescore } from '../rescore.ts'
import { NO_LEGS, type Passage, type Ranking } from './passage.ts'

function ofRanked(ranked: Ranked, place: number): Passage {
  const { score, chunk } = ranked
  return { chunkId: chunk.id, score, ranked, legs: { ...NO_LEGS, keyword: { rank: place + 1, score } } }
}

/** Keyword hits with nothing loaded but what the page or the score needs. */
export async function keywordRanking(
  library: LibraryReader,
  index: KeywordIndex,
  request: CandidateRequest,
): Promise<Ranking> {
  const candidates = await findCandidates(library, index, request)
  const ranked = rescore(candidates.found, request.plan, request.pageEnd)
  return { ...candidates, passages: ranked.map(ofRanked) }
}

/**
 * The same as far as `pageEnd`, for putting together with another leg: scores are final, and texts are loaded only where the
 * score depends on them.
 */
export async function keywordLeg(
  library: LibraryReader,
  index: KeywordIndex,
  request: CandidateRequest,
): Promise<Ranking> {
  const { plan, reach, pageEnd } = request
  if (hasPhrases(plan)) return await keywordRanking(library, index, request)
  const { hits, total, totalIsExact } = await index.search({
    terms: plan.terms,
    excluded: plan.excluded,
    limit: Math.max(pageEnd, RANKING.rescoreDepth),
    ...reach,
  })
  const head = hits.slice(0, RANKING.rescoreDepth)
  const found = await loadCandidates(library, head)
  const best = rescore(found, plan, RANKING.rescoreDepth).map(ofRanked)
  const rest = hits.slice(RANKING.rescoreDepth).map(({ chunkId, score }, at): Passage => {
    const rank = best.length + at + 1
    return { chunkId, score, ranked: null, legs: { ...NO_LEGS, keyword: { rank, score } } }
  })
  return { passages: [...best, ...rest], total, totalIsExact, gone: head.length - found.length }
}
