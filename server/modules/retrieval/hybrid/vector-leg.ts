import type { SearchReach } from '../../../ports/search-reach.ts'
import type { VectorHit, VectorIndex } from '../../../ports/vector-index.ts'
import type { LibraryReader } from '../library-reader.ts'
import type { QueryPlan } from '../query-plan.ts'
import { createConditionCheck, hasConditions } from './query-conditions.ts'

/** Texts looked at for one page of phrases or exclusions at most. */
const MAX_CHECKED = 500
const CHUNKS_PER_LOAD = 32

export interface VectorLegRequest {
  readonly plan: QueryPlan
  readonly vector: Float32Array
  readonly reach: SearchReach
  readonly limit: number
}

export interface VectorLeg {
  readonly hits: readonly VectorHit[]
  /** False when there may be more than were looked at. */
  readonly isComplete: boolean
}

/** The nearest passages that meet what else the query asks for. */
export async function vectorLeg(
  library: LibraryReader,
  index: VectorIndex,
  { plan, vector, reach, limit }: VectorLegRequest,
): Promise<VectorLeg> {
  const checking = hasConditions(plan)
  const looked = checking ? Math.max(limit, MAX_CHECKED) : limit
  const found = await index.search({ vector, limit: looked, ...reach })
  if (!checking) return { hits: found, isComplete: found.length < looked }
  const passes = createConditionCheck(plan)
  const hits: VectorHit[] = []
  let at = 0
  for (; at < found.length && hits.length < limit; at += CHUNKS_PER_LOAD) {
    const batch = found.slice(at, at + CHUNKS_PER_LOAD)
    const chunks = await library.chunks(batch.map(({ chunkId }) => chunkId))
    const passing = new Set(chunks.filter(passes).map(({ id }) => id))
    hits.push(...batch.filter(({ chunkId }) => passing.has(chunkId)))
  }
  return { hits: hits.slice(0, limit), isComplete: at >= found.length && found.length < looked }
}
