import type { MergeReview, MergeReviewList, SourcePassage } from '@learnpath/contracts'
import { sentences } from '../../../kernel/text/sentences.ts'
import type { Database } from '../../../ports/relational-store.ts'
import type { ChunkInDocument } from '../../library/index.ts'
import { reviewIdOf } from '../graph-ids.ts'
import { entitiesById, namesOf, toEntities } from '../queries/entity-rows.ts'
import { readPassages, type PassageSources } from '../queries/source-passages.ts'
import type { NamePair } from './decision-store.ts'

interface ReviewSources extends PassageSources {
  readonly db: Database
}

/** A pair of names on which a decision waits, or was made. */
export interface ReviewedPair {
  readonly collectionId: string
  readonly nameIds: NamePair
  /** Entities that they are names of now. */
  readonly entityIds: NamePair
}

/** Chunks in which a name is looked for, so that the passage shows this name and not another of the entity. */
const CHUNKS_LOOKED_AT = 20

/** Pairs with both their names, whatever they are names of by now. */
function selectReviews(db: Database) {
  return db
    .selectFrom('graph_merge_reviews as v')
    .innerJoin('graph_entity_names as one', (join) =>
      join.onRef('one.collection_id', '=', 'v.collection_id').onRef('one.name_key', '=', 'v.first_key'),
    )
    .innerJoin('graph_entity_names as other', (join) =>
      join.onRef('other.collection_id', '=', 'v.collection_id').onRef('other.name_key', '=', 'v.second_key'),
    )
}

/** The surest pairs that wait for a decision. */
export async function listReviews(
  sources: ReviewSources,
  collection: { readonly id: string; readonly name: string },
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<MergeReviewList> {
  const waiting = selectReviews(sources.db)
    .where('v.collection_id', '=', collection.id)
    .whereRef('one.entity_id', '!=', 'other.entity_id')
  const counted = await waiting.select((count) => count.fn.countAll<number>().as('count')).executeTakeFirst()
  const rows = await waiting
    .select(['v.id', 'v.similarity', 'v.reasons_json', 'one.name as first_name', 'other.name as second_name'])
    .select(['one.entity_id as first_id', 'other.entity_id as second_id'])
    .orderBy('v.score', 'desc')
    .orderBy('v.id')
    .limit(limit)
    .offset(offset)
    .execute()
  const byId = await entitiesById(
    sources.db,
    rows.flatMap(({ first_id: first, second_id: second }) => [first, second]),
  )
  const entities = new Map((await toEntities(sources.db, [...byId.values()])).map((entity) => [entity.id, entity]))
  const reviews: MergeReview[] = []
  for (const row of rows) {
    const [first, second] = [entities.get(row.first_id), entities.get(row.second_id)]
    if (first === undefined || second === undefined) continue
    const passages = [
      await passageOf(sources, first.id, row.first_name),
      await passageOf(sources, second.id, row.second_name),
    ]
    reviews.push({
      id: row.id,
      collection: collection.name,
      first,
      second,
      names: [row.first_name, row.second_name],
      similarity: row.similarity,
      reasons: JSON.parse(row.reasons_json) as string[],
      passages: passages.filter((passage) => passage !== null),
    })
  }
  return { reviews, total: counted?.count ?? 0 }
}

/** A sentence that gives the name, or else the entity by another of its names. */
async function passageOf(sources: ReviewSources, entityId: string, name: string): Promise<SourcePassage | null> {
  const places = await sources.db
    .selectFrom('graph_entity_chunks')
    .select(['chunk_id', 'start_offset', 'end_offset'])
    .where('entity_id', '=', entityId)
    .orderBy('mention_count', 'desc')
    .orderBy('chunk_id')
    .limit(CHUNKS_LOOKED_AT)
    .execute()
  const chunks = await sources.library.chunks(places.map((place) => place.chunk_id))
  const wanted = name.toLowerCase()
  const naming = chunks.find(({ text }) => text.toLowerCase().includes(wanted))
  const chunk = naming ?? chunks[0]
  const mention = places.find((place) => place.chunk_id === chunk?.id)
  if (chunk === undefined || mention === undefined) return null
  const at = naming === undefined ? mention.start_offset - chunk.start : naming.text.toLowerCase().indexOf(wanted)
  const [passage] = await readPassages(sources, [sentenceAt(chunk, at)])
  return passage ?? null
}

function sentenceAt(chunk: ChunkInDocument, at: number): { chunkId: number; start: number; end: number } {
  const sentence = sentences(chunk.text, chunk.language).find(({ start, end }) => start <= at && at < end)
  const { start, end } = sentence ?? { start: 0, end: chunk.text.length }
  return { chunkId: chunk.id, start: chunk.start + start, end: chunk.start + end }
}

/** By the id of a review that waits, or of one that was decided: those are told by their names. */
export async function findReviewedPair(db: Database, reviewId: string): Promise<ReviewedPair | null> {
  const waiting = await selectReviews(db)
    .where('v.id', '=', reviewId)
    .select(['v.collection_id', 'one.name_id as first', 'other.name_id as second'])
    .select(['one.entity_id as first_entity', 'other.entity_id as second_entity'])
    .executeTakeFirst()
  const found = waiting ?? (await decidedReview(db, reviewId))
  if (found === undefined) return null
  return {
    collectionId: found.collection_id,
    nameIds: [found.first, found.second],
    entityIds: [found.first_entity, found.second_entity],
  }
}

async function decidedReview(db: Database, reviewId: string) {
  const decided = await db
    .selectFrom('graph_merge_decisions as d')
    .innerJoin('graph_entity_names as one', 'one.name_id', 'd.first_id')
    .innerJoin('graph_entity_names as other', 'other.name_id', 'd.second_id')
    .select(['d.collection_id', 'one.name_key as first_key', 'other.name_key as second_key'])
    .select(['one.name_id as first', 'other.name_id as second'])
    .select(['one.entity_id as first_entity', 'other.entity_id as second_entity'])
    .execute()
  return decided.find(({ collection_id: collectionId, first_key: one, second_key: other }) => {
    const [first, second] = one < other ? [one, other] : [other, one]
    return reviewIdOf(collectionId, first, second) === reviewId
  })
}

/** Names that hold together without the tie between the two, seen from the second: what was put to the first together with it. */
export async function namesTiedTo(db: Database, entityId: string, [first, second]: NamePair): Promise<string[]> {
  const names = (await namesOf(db, [entityId])).get(entityId) ?? []
  const idOfKey = new Map(names.map((row) => [row.name_key, row.name_id]))
  const ties = names.flatMap((row): NamePair[] => {
    const other = row.with_key === null ? undefined : idOfKey.get(row.with_key)
    if (other === undefined) return []
    const isBetween = [row.name_id, other].every((id) => id === first || id === second)
    return isBetween ? [] : [[row.name_id, other]]
  })
  const tied = new Set([second])
  for (let before = 0; before < tied.size;) {
    before = tied.size
    for (const [one, other] of ties) {
      if (tied.has(one)) tied.add(other)
      else if (tied.has(other)) tied.add(one)
    }
  }
  // Tied to the first some other way as well: then only the name itself is told apart.
  return tied.has(first) ? [second] : [...tied]
}
