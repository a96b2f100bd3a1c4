import type { RelationKind } from '@learnpath/contracts'
import type { DatabaseTransaction } from '../../../ports/relational-store.ts'
import {
  createLibraryFixture,
  chunksOf,
  parsedText,
  putText,
  type LibraryFixture,
} from '../../library/library-fixture.double.ts'
import type { AssembledEntity, AssembledGraph, AssembledRelation } from '../assembly/assembled-graph.ts'
import { nameIdOf, relationIdOf, reviewIdOf } from '../graph-ids.ts'
import { CELL_GRAPH, CELL_TEXTS } from './cell-library.double.ts'
import { assembledFrom, keyOfName, type DescribedGraph } from './described-graph.double.ts'

export interface StoredGraph extends LibraryFixture {
  readonly collectionId: string
  /** By path. */
  readonly documentIds: ReadonlyMap<string, string>
  /** Id that the name has as an entity of its own. */
  nameId(name: string): string
  /** Of the names that the two entities began with; `related` in either order. */
  relationId(source: string, kind: RelationKind, target: string): string
  /** In either order. */
  reviewId(first: string, second: string): string
  /** Puts a text with one chunk per paragraph into a collection. @returns the document's id */
  publish(path: string, text: string, collection?: string): Promise<string>
  /** Puts a graph in the place of that of the collection; places are looked up in its texts. */
  replace(described: DescribedGraph, collection?: string): Promise<void>
}

/** A graph over a small real library in the real store, as if it had been assembled: for tests of all that reads it. */
export async function createStoredGraph(
  texts: Readonly<Record<string, string>> = CELL_TEXTS,
  described: DescribedGraph = CELL_GRAPH,
): Promise<StoredGraph> {
  const fixture = await createLibraryFixture()
  const { library, store } = fixture
  const { id: collectionId } = await library.collection('library', { create: true })

  async function publish(path: string, text: string, collection = 'library'): Promise<string> {
    const { id } = await library.collection(collection, { create: true })
    const { document } = await putText(library, path, text, { collectionId: id })
    const { id: documentId, contentHash } = document
    const parsed = parsedText(text)
    const chunks = chunksOf(parsed)
    await library.publishVersion({ documentId, contentHash, parserVersion: 'p1', parsed, language: 'en', chunks })
    return documentId
  }

  async function replace(graph: DescribedGraph, collection = 'library'): Promise<void> {
    const { id } = await library.collection(collection, { create: true })
    const all = await library.indexableDocuments(null, Number.MAX_SAFE_INTEGER)
    const assembled = assembledFrom(
      graph,
      all.filter((document) => document.collection === collection),
    )
    await store.db.transaction().execute(async (transaction) => await writeGraph(transaction, id, assembled))
  }

  const documentIds = new Map<string, string>()
  for (const [path, text] of Object.entries(texts)) documentIds.set(path, await publish(path, text))
  await replace(described)
  return {
    ...fixture,
    collectionId,
    documentIds,
    nameId: (name) => nameIdOf(collectionId, keyOfName(name)),
    relationId(source, kind, target) {
      const keys = [keyOfName(source), keyOfName(target)]
      const [sourceKey = '', targetKey = ''] = kind === 'related' ? keys.toSorted() : keys
      return relationIdOf(collectionId, { kind, sourceKey, targetKey })
    },
    reviewId(first, second) {
      const [firstKey = '', secondKey = ''] = [keyOfName(first), keyOfName(second)].toSorted()
      return reviewIdOf(collectionId, firstKey, secondKey)
    },
    publish,
    replace,
  }
}

async function writeGraph(
  transaction: DatabaseTransaction,
  collectionId: string,
  { entities, relations, reviews }: AssembledGraph,
): Promise<void> {
  for (const table of ['graph_merge_reviews', 'graph_entities', 'graph_collections'] as const) {
    await transaction.deleteFrom(table).where('collection_id', '=', collectionId).execute()
  }
  for (const entity of entities) {
    const count = relations.filter(({ sourceKey, targetKey }) => [sourceKey, targetKey].includes(entity.key)).length
    await writeEntity(transaction, { collectionId, entity, relationCount: count })
  }
  for (const relation of relations) await writeRelation(transaction, collectionId, relation)
  for (const { firstKey, secondKey, similarity, score, reasons } of reviews) {
    await transaction
      .insertInto('graph_merge_reviews')
      .values({
        id: reviewIdOf(collectionId, firstKey, secondKey),
        collection_id: collectionId,
        first_key: firstKey,
        second_key: secondKey,
        similarity,
        score,
        reasons_json: JSON.stringify(reasons),
      })
      .execute()
  }
  await transaction
    .insertInto('graph_collections')
    .values({ collection_id: collectionId, revision: 1, basis: 'test', model_key: null, assembled_at: 0 })
    .execute()
}

async function writeEntity(
  transaction: DatabaseTransaction,
  {
    collectionId,
    entity,
    relationCount,
  }: { readonly collectionId: string; readonly entity: AssembledEntity; readonly relationCount: number },
): Promise<void> {
  const { key, name, type, conceptId, names, places, importance, description } = entity
  const id = nameIdOf(collectionId, key)
  await transaction
    .insertInto('graph_entities')
    .values({
      id,
      collection_id: collectionId,
      name,
      type,
      concept_id: conceptId,
      search_text: names.map((each) => each.name.toLowerCase()).join('\n'),
      mention_count: places.reduce((sum, place) => sum + place.mentions, 0),
      chunk_count: places.length,
      document_count: new Set(places.map(({ documentId }) => documentId)).size,
      relation_count: relationCount,
      importance,
      description,
      digest: '',
    })
    .execute()
  for (const each of names) {
    await transaction
      .insertInto('graph_entity_names')
      .values({
        collection_id: collectionId,
        name_key: each.key,
        entity_id: id,
        name_id: nameIdOf(collectionId, each.key),
        name: each.name,
        mention_count: each.mentions,
        reason: each.reason,
        with_key: each.withKey,
        similarity: each.similarity,
        evidence_json: each.evidence === null ? null : JSON.stringify(each.evidence),
      })
      .execute()
  }
  for (const { chunkId, documentId, mentions, start, end } of places) {
    await transaction
      .insertInto('graph_entity_chunks')
      .values({
        entity_id: id,
        chunk_id: chunkId,
        document_id: documentId,
        mention_count: mentions,
        start_offset: start,
        end_offset: end,
      })
      .execute()
  }
}

async function writeRelation(
  transaction: DatabaseTransaction,
  collectionId: string,
  relation: AssembledRelation,
): Promise<void> {
  const id = relationIdOf(collectionId, relation)
  await transaction
    .insertInto('graph_relations')
    .values({
      id,
      collection_id: collectionId,
      source_id: nameIdOf(collectionId, relation.sourceKey),
      target_id: nameIdOf(collectionId, relation.targetKey),
      kind: relation.kind,
      confidence: relation.confidence,
      origins: [...new Set(relation.evidence.map(({ origin }) => origin))].toSorted().join(','),
      evidence_count: relation.evidenceCount,
      description: relation.description,
      keywords_json: JSON.stringify(relation.keywords),
      digest: '',
    })
    .execute()
  for (const [ordinal, evidence] of relation.evidence.entries()) {
    await transaction
      .insertInto('graph_relation_evidence')
      .values({
        relation_id: id,
        ordinal,
        document_id: evidence.documentId,
        chunk_id: evidence.chunkId,
        start_offset: evidence.start,
        end_offset: evidence.end,
        source_start: evidence.source?.[0] ?? null,
        source_end: evidence.source?.[1] ?? null,
        target_start: evidence.target?.[0] ?? null,
        target_end: evidence.target?.[1] ?? null,
        origin: evidence.origin,
        rule: evidence.rule,
      })
      .execute()
  }
}
