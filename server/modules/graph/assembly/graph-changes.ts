import { createHash } from 'node:crypto'
import type { RelationOrigin } from '@learnpath/contracts'
import { nameIdOf, relationIdOf } from '../graph-ids.ts'
import type { AssembledEntity, AssembledGraph, AssembledRelation } from './assembled-graph.ts'
import {
  NUMBERS_PER_PLACE,
  type EntityChange,
  type GraphChange,
  type RelationChange,
  type StoredDigests,
} from './graph-change.ts'

/** Some milliseconds of writing each. */
const PLACES_PER_PIECE = 600
const ROWS_PER_ENTITY = 4
const RELATIONS_PER_PIECE = 100
const IDS_PER_PIECE = 100

export interface ChangesInput {
  readonly collectionId: string
  readonly graph: AssembledGraph
  readonly stored: StoredDigests
  /** Ids of chunks, and for each the index of its document, in the order of the assembly. */
  readonly chunkIds: readonly number[]
  readonly documentOfChunk: readonly number[]
  readonly documentIds: readonly string[]
}

/** What makes the stored graph the assembled one: nothing is written that is stored already. */
export function* graphChanges(input: ChangesInput): Generator<GraphChange, void, undefined> {
  const { graph, stored } = input
  const relationCounts = countRelations(graph.relations)
  const entityIds = new Set<string>()
  let entities: EntityChange[] = []
  let size = 0
  for (const entity of graph.entities) {
    const change = entityChange(entity, relationCounts.get(entity.key) ?? 0, input)
    entityIds.add(change.entity.id)
    if (stored.entities.get(change.entity.id) === change.entity.digest) continue
    entities.push(change)
    size += change.places.length / NUMBERS_PER_PLACE + ROWS_PER_ENTITY
    if (size < PLACES_PER_PIECE) continue
    yield { kind: 'entities', entities }
    entities = []
    size = 0
  }
  if (entities.length > 0) yield { kind: 'entities', entities }
  yield* relationChanges(input)
  for (const ids of pieces(goneOf(stored.entities, entityIds), IDS_PER_PIECE)) yield { kind: 'entities-gone', ids }
  yield { kind: 'reviews', reviews: graph.reviews }
}

function* relationChanges(input: ChangesInput): Generator<GraphChange, void, undefined> {
  const { graph, stored } = input
  const ids = new Set(graph.relations.map((relation) => relationIdOf(input.collectionId, relation)))
  for (const gone of pieces(goneOf(stored.relations, ids), IDS_PER_PIECE)) yield { kind: 'relations-gone', ids: gone }
  let changed: RelationChange[] = []
  for (const relation of graph.relations) {
    const change = relationChange(relation, input)
    if (stored.relations.get(change.relation.id) === change.relation.digest) continue
    changed.push(change)
    if (changed.length < RELATIONS_PER_PIECE) continue
    yield { kind: 'relations', relations: changed }
    changed = []
  }
  if (changed.length > 0) yield { kind: 'relations', relations: changed }
}

function goneOf(stored: ReadonlyMap<string, string>, ids: ReadonlySet<string>): string[] {
  return [...stored.keys()].filter((id) => !ids.has(id))
}

function* pieces<Item>(items: readonly Item[], size: number): Generator<readonly Item[], void, undefined> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}

function countRelations(relations: readonly AssembledRelation[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { sourceKey, targetKey } of relations) {
    for (const key of new Set([sourceKey, targetKey])) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function entityChange(
  assembled: AssembledEntity,
  relationCount: number,
  { collectionId, chunkIds, documentOfChunk, stored }: ChangesInput,
): EntityChange {
  const { key, name, type, conceptId, description, importance } = assembled
  const id = nameIdOf(collectionId, key)
  const names = assembled.names.map((record) => ({
    name_key: record.key,
    name_id: nameIdOf(collectionId, record.key),
    name: record.name,
    mention_count: record.mentions,
    reason: record.reason,
    with_key: record.withKey,
    similarity: record.similarity,
    evidence_json:
      record.evidence === null
        ? null
        : JSON.stringify({ ...record.evidence, chunkId: chunkIds[record.evidence.chunkId] ?? 0 }),
  }))
  const places = Int32Array.from(
    assembled.places.flatMap(({ chunkId, mentions, start, end }) => [
      chunkIds[chunkId] ?? 0,
      documentOfChunk[chunkId] ?? 0,
      mentions,
      start,
      end,
    ]),
  )
  const row = {
    id,
    name,
    type,
    concept_id: conceptId,
    search_text: [...new Set([name, ...names.map((each) => each.name)])].join('\n').toLowerCase(),
    mention_count: assembled.places.reduce((sum, { mentions }) => sum + mentions, 0),
    chunk_count: assembled.places.length,
    document_count: new Set(assembled.places.map(({ documentId }) => documentId)).size,
    relation_count: relationCount,
    importance,
    description,
  }
  // Of documents only the places: their index is another when a document with a smaller path comes.
  const digested = assembled.places.map(({ chunkId, mentions, start, end }) => [
    chunkIds[chunkId],
    mentions,
    start,
    end,
  ])
  const digest = digestOf([row, names, digested])
  return { isNew: !stored.entities.has(id), entity: { ...row, digest }, names, places }
}

function relationChange(
  assembled: AssembledRelation,
  { collectionId, chunkIds, documentOfChunk, documentIds }: ChangesInput,
): RelationChange {
  const { kind, sourceKey, targetKey, confidence, evidenceCount, description, keywords } = assembled
  const evidence = assembled.evidence.map(({ chunkId, start, end, source, target, origin, rule }, ordinal) => ({
    ordinal,
    document_id: documentIds[documentOfChunk[chunkId] ?? 0] ?? '',
    chunk_id: chunkIds[chunkId] ?? 0,
    start_offset: start,
    end_offset: end,
    source_start: source?.[0] ?? null,
    source_end: source?.[1] ?? null,
    target_start: target?.[0] ?? null,
    target_end: target?.[1] ?? null,
    origin,
    rule,
  }))
  const row = {
    id: relationIdOf(collectionId, assembled),
    source_id: nameIdOf(collectionId, sourceKey),
    target_id: nameIdOf(collectionId, targetKey),
    kind,
    confidence,
    origins: originsOf(assembled).join(','),
    evidence_count: evidenceCount,
    description,
    keywords_json: JSON.stringify(keywords),
  }
  return { relation: { ...row, digest: digestOf([row, evidence]) }, evidence }
}

function originsOf({ evidence }: AssembledRelation): RelationOrigin[] {
  return [...new Set(evidence.map(({ origin }) => origin))].toSorted()
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)
}
