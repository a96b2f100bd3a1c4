import type { KeywordHit, KeywordIndex } from '../../ports/keyword-index.ts'
import type { SearchReach } from '../../ports/search-reach.ts'
import type { ChunkInDocument } from '../library/index.ts'
import { largestBonus } from './largest-bonus.ts'
import type { LibraryReader } from './library-reader.ts'
import { createPhraseFinder, type PhraseFinder } from './phrases.ts'
import type { QueryPlan } from './query-plan.ts'
import { RANKING } from './ranking-parameters.ts'

/** Candidates that are checked for phrases at most; what matches beyond is not found, and the total is not exact. */
const MAX_UNVERIFIED = 2000
const CHUNKS_PER_LOAD = 32

export interface Candidate {
  readonly hit: KeywordHit
  readonly chunk: ChunkInDocument
}

export interface Candidates {
  /** The best matches in order of score: all that can come before `pageEnd` once their text has been looked at. */
  readonly found: readonly Candidate[]
  readonly total: number
  readonly totalIsExact: boolean
  /** Matches that the library does not have any more: deleted or replaced since the index heard of them. */
  readonly gone: number
}

export interface CandidateRequest {
  readonly plan: QueryPlan
  readonly reach: SearchReach
  /** Place after the last hit that is to be shown. */
  readonly pageEnd: number
}

/** The chunks of hits, without those that the library does not have any more. */
export async function loadCandidates(library: LibraryReader, hits: readonly KeywordHit[]): Promise<Candidate[]> {
  const chunks = await library.chunks(hits.map((hit) => hit.chunkId))
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]))
  // A chunk that is gone belongs to a document deleted or replaced since; the index will hear of it.
  return hits.flatMap((hit) => {
    const chunk = byId.get(hit.chunkId)
    return chunk === undefined ? [] : [{ hit, chunk }]
  })
}

/** Whether a match of the index has to be verified on the text. */
export const hasPhrases = (plan: QueryPlan): boolean => plan.parsed.phrases.length + plan.excludedPhrases.length > 0

/** Whether quoted and excluded phrases are as the query wants them; body, title and each heading are looked at apart. */
function passesPhrases({ chunk }: Candidate, plan: QueryPlan, find: PhraseFinder): boolean {
  const held = new Set<number>()
  for (const text of [chunk.text, chunk.title, ...chunk.headingPath]) {
    for (const [at, places] of find(text, chunk.language).entries()) if (places.length > 0) held.add(at)
  }
  const wanted = plan.parsed.phrases.length
  return (
    plan.parsed.phrases.every((_, at) => held.has(at)) && !plan.excludedPhrases.some((_, at) => held.has(wanted + at))
  )
}

/** How many of the hits, in order of score, could still come before `pageEnd` when each got the largest bonus. */
function reachable(hits: readonly KeywordHit[], pageEnd: number, bonus: number): number {
  const floor = hits[pageEnd - 1]?.score ?? 0
  let count = Math.min(pageEnd, hits.length)
  while (count < hits.length && (hits[count]?.score ?? 0) + bonus > floor) count += 1
  return count
}

/** Looks for the phrases in the text of one match after the other until no further one could be on the page. */
async function verify(
  library: LibraryReader,
  hits: readonly KeywordHit[],
  { plan, pageEnd }: CandidateRequest,
): Promise<{ found: Candidate[]; looked: number; gone: number }> {
  const find = createPhraseFinder([...plan.parsed.phrases, ...plan.excludedPhrases])
  const bonus = largestBonus(plan)
  const found: Candidate[] = []
  let looked = 0
  let gone = 0
  const canStillWin = (hit: KeywordHit): boolean => {
    const last = found[pageEnd - 1]
    return last === undefined || (found.length < RANKING.rescoreDepth && hit.score + bonus > last.hit.score)
  }
  for (let next = hits[0]; next !== undefined && canStillWin(next); next = hits[looked]) {
    const batch = hits.slice(looked, looked + CHUNKS_PER_LOAD)
    const loaded = await loadCandidates(library, batch)
    found.push(...loaded.filter((candidate) => passesPhrases(candidate, plan, find)))
    looked += batch.length
    gone += batch.length - loaded.length
  }
  return { found, looked, gone }
}

/** Runs the query and loads the chunks that can be on the page, with phrases verified on the text. */
export async function findCandidates(
  library: LibraryReader,
  index: KeywordIndex,
  request: CandidateRequest,
): Promise<Candidates> {
  const { plan, reach, pageEnd } = request
  const verifying = hasPhrases(plan)
  // The depth does not depend on the page, so that turning pages neither repeats nor skips a hit.
  const depth = Math.max(pageEnd, RANKING.rescoreDepth)
  const { hits, total, totalIsExact } = await index.search({
    terms: plan.terms,
    required: plan.required,
    excluded: plan.excluded,
    limit: verifying ? MAX_UNVERIFIED : depth,
    ...reach,
  })
  if (verifying) {
    const { found, looked, gone } = await verify(library, hits, request)
    const unseen = total - looked
    return { found, total: found.length + unseen, totalIsExact: unseen === 0 && totalIsExact, gone }
  }
  const needed = reachable(hits, pageEnd, largestBonus(plan))
  const found = await loadCandidates(library, hits.slice(0, needed))
  const gone = needed - found.length
  // Others take the places of those that are gone.
  if (gone > 0) found.push(...(await loadCandidates(library, hits.slice(needed))))
  return { found, total, totalIsExact, gone }
}
