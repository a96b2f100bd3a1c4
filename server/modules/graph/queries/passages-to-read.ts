import type { RelationKind, SourcePassage } from '@learnpath/contracts'
import type { Database } from '../../../ports/relational-store.ts'
import type { RelationSources } from './relation-rows.ts'
import { readPassages } from './source-passages.ts'

const PASSAGES = 6
const LOOKED_AT = 60
const RELATIONS_LOOKED_AT = 100
/** What a stated relation tells, beside being named once (1), three times (2) and so on. */
const WORTH: Readonly<Record<RelationKind, number>> = {
  'defined-as': 4,
  'is-a': 3,
  'part-of': 2,
  causes: 2,
  'depends-on': 2,
  uses: 2,
  'example-of': 2,
  related: 0.5,
}
/** Of each further passage of the same document. */
const WORTH_OF_NEXT = 0.6

/** Whole chunks: those that say what the entity is or does and name it often, and not all of one document. */
export async function passagesToRead(sources: RelationSources, entityId: string): Promise<SourcePassage[]> {
  const stated = await worthOfStatements(sources.db, entityId)
  const places = await placesOf(sources.db, entityId, [...stated.keys()])
  const worth = places.map(({ chunkId, documentId, mentions }) => ({
    chunkId,
    documentId,
    worth: Math.log2(1 + mentions) + (stated.get(chunkId) ?? 0),
  }))
  const ofDocument = new Map<string, number>()
  const chosen = worth
    .toSorted((a, b) => b.worth - a.worth || a.chunkId - b.chunkId)
    .map((place) => {
      const before = ofDocument.get(place.documentId) ?? 0
      ofDocument.set(place.documentId, before + 1)
      return { chunkId: place.chunkId, worth: place.worth * WORTH_OF_NEXT ** before }
    })
    .toSorted((a, b) => b.worth - a.worth || a.chunkId - b.chunkId)
    .slice(0, PASSAGES)
  const chunks = await sources.library.chunks(chosen.map(({ chunkId }) => chunkId))
  const passages = await readPassages(
    sources,
    chunks.map(({ id, start, end }) => ({ chunkId: id, start, end })),
  )
  return passages.filter((passage) => passage !== null)
}

/** By chunk: what the surest relations of the entity say there. */
async function worthOfStatements(db: Database, entityId: string): Promise<ReadonlyMap<number, number>> {
  const worth = new Map<number, number>()
  for (const [end, share] of [
    ['source_id', 1],
    ['target_id', 0.5],
  ] as const) {
    const surest = db
      .selectFrom('graph_relations')
      .select(['id', 'kind', 'confidence'])
      .where(end, '=', entityId)
      .orderBy('confidence', 'desc')
      .orderBy('id')
      .limit(RELATIONS_LOOKED_AT)
    const rows = await db
      .selectFrom(surest.as('r'))
      .innerJoin('graph_relation_evidence as said', 'said.relation_id', 'r.id')
      .select(['said.chunk_id', 'r.kind', 'r.confidence'])
      .execute()
    for (const { chunk_id: chunkId, kind, confidence } of rows) {
      worth.set(chunkId, Math.max(worth.get(chunkId) ?? 0, share * confidence * WORTH[kind]))
    }
  }
  return worth
}

interface NamingChunk {
  readonly chunkId: number
  readonly documentId: string
  readonly mentions: number
}

/** The chunks that name the entity most, and the given ones. */
async function placesOf(db: Database, entityId: string, chunkIds: readonly number[]): Promise<NamingChunk[]> {
  const naming = db
    .selectFrom('graph_entity_chunks')
    .select(['chunk_id as chunkId', 'document_id as documentId', 'mention_count as mentions'])
    .where('entity_id', '=', entityId)
  const most = await naming.orderBy('mention_count', 'desc').orderBy('chunk_id').limit(LOOKED_AT).execute()
  if (chunkIds.length === 0) return most
  const given = await naming.where('chunk_id', 'in', chunkIds).execute()
  return [...new Map([...most, ...given].map((place) => [place.chunkId, place])).values()]
}
