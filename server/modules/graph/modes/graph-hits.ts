import type { GraphSearchHit, SearchHit } from '@learnpath/contracts'
import type { Database } from '../../../ports/relational-store.ts'
import type { ChunkInDocument } from '../../library/index.ts'
import { entitiesById } from '../queries/entity-rows.ts'
import { inBatches } from '../queries/in-batches.ts'
import type { GraphSearch, Lead } from './graph-search.ts'

interface Range {
  readonly start: number
  readonly end: number
}

/** A passage in its place in the order, found by the ordinary search, by the graph, or by both. */
export interface RankedPassage {
  readonly chunkId: number
  readonly score: number
  readonly hit: SearchHit | undefined
  readonly lead: Lead | undefined
}

/** Passages as hits, with the words of the question and the entities that led there to highlight; without those that are gone. */
export async function graphHits(search: GraphSearch, ranked: readonly RankedPassage[]): Promise<GraphSearchHit[]> {
  const leads = ranked.flatMap(({ lead }) => lead ?? [])
  const names = await entitiesById(
    search.db,
    leads.flatMap(({ entityIds }) => entityIds),
  )
  const places = await firstPlaces(search.db, leads)
  const chunks = await search.read(ranked.flatMap(({ chunkId, hit }) => (hit === undefined ? [chunkId] : [])))
  const shown = ranked.flatMap(({ chunkId, score, hit, lead }): Omit<GraphSearchHit, 'rank'>[] => {
    const chunk = chunks.get(chunkId)
    const passage = hit ?? (chunk === undefined ? undefined : passageOf(chunk, search))
    if (passage === undefined) return []
    const graph = lead === undefined ? null : toldLead(lead, names)
    const highlights = merged([...passage.highlights, ...(places.get(chunkId) ?? [])])
    return [{ ...passage, score, highlights, graph }]
  })
  return shown.map((hit, index) => ({ ...hit, rank: index + 1 }))
}

function passageOf(chunk: ChunkInDocument, { words }: GraphSearch): Omit<SearchHit, 'rank' | 'score'> {
  const { id, headingPath, pageStart: page, pageEnd, documentId, versionHash, collection, path, title } = chunk
  const { language, start, end, text } = chunk
  const highlights = words.rangesIn(chunk).map((range) => ({ start: start + range.start, end: start + range.end }))
  return {
    documentId,
    versionHash,
    chunkId: String(id),
    collection,
    path,
    title,
    headingPath: [...headingPath],
    language,
    page,
    pageEnd,
    start,
    end,
    text,
    highlights,
  }
}

function toldLead(
  { score, entityIds, relationIds, fromChunkId }: Lead,
  names: ReadonlyMap<string, { readonly name: string }>,
): GraphSearchHit['graph'] {
  return {
    score,
    entities: entityIds.flatMap((id) => {
      const entity = names.get(id)
      return entity === undefined ? [] : [{ id, name: entity.name }]
    }),
    relations: [...relationIds],
    fromChunkId: fromChunkId === null ? null : String(fromChunkId),
  }
}

/** Where each passage first names the entities that led to it. */
async function firstPlaces(db: Database, leads: readonly Lead[]): Promise<ReadonlyMap<number, Range[]>> {
  const wanted = new Map(leads.map(({ chunkId, entityIds }) => [chunkId, new Set(entityIds)]))
  const rows = await inBatches(
    wanted.keys(),
    async (batch) =>
      await db
        .selectFrom('graph_entity_chunks')
        .select(['chunk_id as chunkId', 'entity_id as entityId', 'start_offset as start', 'end_offset as end'])
        .where('chunk_id', 'in', batch)
        .execute(),
  )
  const places = new Map<number, Range[]>()
  for (const { chunkId, entityId, start, end } of rows) {
    if (wanted.get(chunkId)?.has(entityId) !== true) continue
    places.set(chunkId, [...(places.get(chunkId) ?? []), { start, end }])
  }
  return places
}

/** In order of start; those that overlap as one. */
function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = []
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const last = result.at(-1)
    if (last !== undefined && start < last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) }
    } else result.push({ start, end })
  }
  return result
}
