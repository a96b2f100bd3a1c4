import { RelationKind, type EntityType } from '@learnpath/contracts'
import { randomFor } from '../../server/kernel/seeded-random.ts'
import {
  chunksOf,
  parsedText,
  putText,
  type LibraryFixture,
} from '../../server/modules/library/library-fixture.double.ts'
import type { GraphTables } from '../../server/ports/graph-tables.ts'
import type { DatabaseTransaction } from '../../server/ports/relational-store.ts'

export const ENTITIES = 50_000
export const RELATIONS = 200_000
const DOCUMENTS = 100
const PARAGRAPHS = 200
const PLACES_EACH = 5
const EVIDENCE_EACH = 2
const ROWS_PER_STATEMENT = 300
const TYPES: readonly EntityType[] = ['concept', 'concept', 'concept', 'person', 'name', 'product', 'place', 'standard']

interface Place {
  readonly chunk_id: number
  readonly document_id: string
  readonly start_offset: number
  readonly end_offset: number
}

const nameOf = (index: number): string => `entity ${index.toString(36)}`
const idOf = (index: number): string => `ent_${index.toString(36).padStart(24, '0')}`
export const relationIdAt = (index: number): string => `rel_${index.toString(36).padStart(24, '0')}`

/**
 * A graph with a few entities that are related to thousands and many that are related to few, over documents with a chunk of some
 * hundred characters for every paragraph. The entity with index 0 has most relations. @returns id of the entity with the index
 */
export async function storeGraphOf50k(
  { library, store }: LibraryFixture,
  seed: number,
): Promise<(index: number) => string> {
  const random = randomFor(seed, 'graph')
  const { id: collectionId } = await library.collection('library', { create: true })
  for (let document = 0; document < DOCUMENTS; document++) {
    const text = Array.from({ length: PARAGRAPHS }, (_, paragraph) =>
      `Paragraph ${paragraph} of ${document}. `.repeat(25),
    ).join('\n\n')
    const path = `document-${document}.txt`
    const { document: put } = await putText(library, path, text)
    const parsed = parsedText(text)
    await library.publishVersion({
      documentId: put.id,
      contentHash: put.contentHash,
      parserVersion: 'bench',
      parsed,
      language: 'en',
      chunks: chunksOf(parsed),
    })
  }
  const chunks = await store.db.selectFrom('chunks').select(['id', 'document_id', 'start_offset']).execute()
  const places: Place[] = chunks.map((chunk) => ({
    chunk_id: chunk.id,
    document_id: chunk.document_id,
    start_offset: chunk.start_offset,
    end_offset: chunk.start_offset + 20,
  }))
  /** Small numbers are much more likely. */
  const skewed = (most: number): number => Math.min(most - 1, Math.floor(most * random() ** 3))
  const ends = Array.from({ length: RELATIONS }, () => [skewed(ENTITIES), Math.floor(random() * ENTITIES)] as const)
  const degrees = new Uint32Array(ENTITIES)
  for (const end of ends.flat()) degrees[end] = (degrees[end] ?? 0) + 1
  const place = (): Place => places[Math.floor(random() * places.length)] as Place
  await store.db.transaction().execute(async (transaction) => {
    await insert(transaction, 'graph_entities', ENTITIES, (index) => ({
      id: idOf(index),
      collection_id: collectionId,
      name: nameOf(index),
      type: TYPES[index % TYPES.length] ?? 'name',
      concept_id: index % 8 < 3 ? `con_${index}` : null,
      search_text: `${nameOf(index)}\nanother name of ${index}`,
      mention_count: PLACES_EACH,
      chunk_count: PLACES_EACH,
      document_count: PLACES_EACH,
      relation_count: degrees[index] ?? 0,
      importance: 1 - index / ENTITIES,
      description: null,
      digest: '',
    }))
    await insert(transaction, 'graph_entity_names', 2 * ENTITIES, (index) => ({
      collection_id: collectionId,
      name_key: `en:${index % ENTITIES}/${Math.floor(index / ENTITIES)}`,
      entity_id: idOf(index % ENTITIES),
      name_id: index < ENTITIES ? idOf(index) : `ent_other_${index - ENTITIES}`,
      name: index < ENTITIES ? nameOf(index) : `another name of ${index - ENTITIES}`,
      mention_count: 2,
      reason: index < ENTITIES ? 'itself' : 'alias',
      with_key: index < ENTITIES ? null : `en:${index % ENTITIES}/0`,
      similarity: null,
      evidence_json: null,
    }))
    await insert(transaction, 'graph_entity_chunks', PLACES_EACH * ENTITIES, (index) => {
      const entity = index % ENTITIES
      const nth = Math.floor(index / ENTITIES)
      const at = places[(entity * 7 + nth * 3989) % places.length] as Place
      return { entity_id: idOf(entity), mention_count: 1 + nth, ...at }
    })
    await insert(transaction, 'graph_relations', RELATIONS, (index) => {
      const [source = 0, target = 0] = ends[index] ?? []
      return {
        id: relationIdAt(index),
        collection_id: collectionId,
        source_id: idOf(source),
        target_id: idOf(target),
        kind: RelationKind.options[index % RelationKind.options.length] ?? 'related',
        confidence: Math.round(100 * (0.2 + 0.75 * random())) / 100,
        origins: 'pattern',
        evidence_count: EVIDENCE_EACH,
        description: null,
        keywords_json: '[]',
        digest: '',
      }
    })
    await insert(transaction, 'graph_relation_evidence', EVIDENCE_EACH * RELATIONS, (index) => ({
      relation_id: relationIdAt(index % RELATIONS),
      ordinal: Math.floor(index / RELATIONS),
      ...place(),
      source_start: null,
      source_end: null,
      target_start: null,
      target_end: null,
      origin: 'pattern',
      rule: 'bench',
    }))
  })
  return idOf
}

async function insert(
  transaction: DatabaseTransaction,
  table: keyof GraphTables,
  count: number,
  row: (index: number) => object,
): Promise<void> {
  for (let from = 0; from < count; from += ROWS_PER_STATEMENT) {
    const length = Math.min(ROWS_PER_STATEMENT, count - from)
    const values = Array.from({ length }, (_, offset) => row(from + offset))
    await transaction.insertInto(table).values(values).execute()
  }
}
