import type { KeywordHit, KeywordIndex } from '../../ports/keyword-index.ts'
import type { ChunkInDocument } from '../library/index.ts'
import type { LibraryReader } from './library-reader.ts'
import { createPhraseFinder, type PhraseFinder } from './phrases.ts'
import type { QueryPlan } from './query-plan.ts'

/** Candidates that can be checked for phrases; a query of more is cut off there and says that its total is not exact. */
const MAX_UNVERIFIED = 2000
const CHUNKS_PER_LOAD = 64

export interface Candidate {
  readonly hit: KeywordHit
  readonly chunk: ChunkInDocument
}

export interface Candidates {
  /** The best matches in order of score; at least as many as asked for, where there are so many. */
  readonly found: readonly Candidate[]
  readonly total: number
  readonly totalIsExact: boolean
}

export interface CandidateRequest {
  readonly plan: QueryPlan
  readonly documentIds: ReadonlySet<string> | null
  readonly limit: number
}

async function load(library: LibraryReader, hits: readonly KeywordHit[]): Promise<Candidate[]> {
  const chunks = await library.chunks(hits.map((hit) => hit.chunkId))
  const byId = new Map(chunks.map((chunk) => [chunk.id, chunk]))
  // A chunk that is gone belongs to a document deleted or replaced since; the index will hear of it.
  return hits.flatMap((hit) => {
    const chunk = byId.get(hit.chunkId)
    return chunk === undefined ? [] : [{ hit, chunk }]
  })
}

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

/** Runs the query and loads the best chunks, with phrases verified on the text. */
export async function findCandidates(
  library: LibraryReader,
  index: KeywordIndex,
  { plan, documentIds, limit }: CandidateRequest,
): Promise<Candidates> {
  const verify = plan.parsed.phrases.length + plan.excludedPhrases.length > 0
  const result = index.search({
    terms: plan.terms,
    required: plan.required,
    excluded: plan.excluded,
    limit: verify ? MAX_UNVERIFIED : limit,
    ...(documentIds !== null && { documentIds }),
  })
  if (!verify) return { ...result, found: await load(library, result.hits) }
  const find = createPhraseFinder([...plan.parsed.phrases, ...plan.excludedPhrases])
  const found: Candidate[] = []
  let looked = 0
  while (found.length < limit && looked < result.hits.length) {
    const batch = result.hits.slice(looked, looked + CHUNKS_PER_LOAD)
    looked += batch.length
    found.push(...(await load(library, batch)).filter((candidate) => passesPhrases(candidate, plan, find)))
  }
  const unseen = result.total - looked
  return { found, total: found.length + unseen, totalIsExact: unseen === 0 && result.totalIsExact }
}
