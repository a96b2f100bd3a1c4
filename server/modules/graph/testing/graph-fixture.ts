import { createHashingEmbedder, type HashingEmbedder } from '../../../ports/embedder.double.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import { createConceptsFixture, type ConceptsFixture } from '../../concepts/testing/concepts-fixture.ts'
import type { GraphAssembler } from '../assembly/assembler.ts'
import { createGraphEngine, type GraphEngine } from '../engine/graph-engine.ts'
import type { GraphDependencies } from '../graph-dependencies.ts'
import { createCapitalReader, type CapitalReader } from './capital-reader.ts'
import { createDirectGraphAssembler } from './direct-graph-assembler.ts'

export interface GraphFixture extends ConceptsFixture {
  readonly engine: GraphEngine
  readonly reader: CapitalReader
  /** Serves; null for none. */
  embedder: Embedder | null
  readonly hashing: HashingEmbedder
  /** Everything that is stored of the graph, with paths and places in the order of chunks instead of ids that are drawn. */
  stored(): Promise<unknown>
  /** All rows of all tables of the graph, as one text. */
  everything(): Promise<string>
}

export interface GraphFixtureOptions {
  readonly base?: ConceptsFixture
  readonly reader?: CapitalReader
  readonly assembler?: GraphAssembler
}

/** The engine on the real store, queue, library and concepts, with a reader that a test can foresee. */
export async function createGraphFixture(options: GraphFixtureOptions = {}): Promise<GraphFixture> {
  const concepts = options.base ?? (await createConceptsFixture())
  const reader = options.reader ?? createCapitalReader()
  const hashing = createHashingEmbedder({ dimensions: 32 })
  const serving = { embedder: hashing as Embedder | null }
  const dependencies = {
    ...concepts,
    chunkReader: reader,
    generations: { serving: () => (serving.embedder === null ? null : { embedder: serving.embedder }) },
    mergeSimilarity: 0.93,
    assembler: options.assembler ?? createDirectGraphAssembler(),
    changeDelayMs: 5,
  }
  const engine = createGraphEngine(dependencies as unknown as GraphDependencies)
  return {
    ...concepts,
    engine,
    reader,
    hashing,
    get embedder() {
      return serving.embedder
    },
    set embedder(embedder) {
      serving.embedder = embedder
    },
    stored: async () => await storedGraph(concepts),
    async everything() {
      const rows: unknown[] = []
      for (const table of TABLES) rows.push(await concepts.store.db.selectFrom(table).selectAll().execute())
      return JSON.stringify(rows)
    },
    async stop() {
      await engine.stop()
      await concepts.stop()
    },
  }
}

const TABLES = [
  'graph_readings',
  'graph_entities',
  'graph_entity_names',
  'graph_entity_chunks',
  'graph_relations',
  'graph_relation_evidence',
  'graph_merge_reviews',
] as const

async function storedGraph({ store: { db } }: Pick<ConceptsFixture, 'store'>): Promise<unknown> {
  const chunks = await db
    .selectFrom('chunks as k')
    .innerJoin('documents as d', 'd.id', 'k.document_id')
    .select(['k.id', 'd.path', 'k.ordinal', 'd.collection_id'])
    .execute()
  const placeOf = new Map(chunks.map((row) => [row.id, `${row.path}#${row.ordinal}`]))
  const entities = await db.selectFrom('graph_entities').selectAll().orderBy('search_text').execute()
  // Ids are hashes of the collection's id, which is drawn.
  const keys = new Map(
    (await db.selectFrom('graph_entity_names').selectAll().execute()).map((row) => [row.name_id, row.name_key]),
  )
  const names = await db.selectFrom('graph_entity_names').selectAll().orderBy('name_key').execute()
  const places = await db.selectFrom('graph_entity_chunks').selectAll().execute()
  const relations = await db.selectFrom('graph_relations').selectAll().execute()
  const evidence = await db.selectFrom('graph_relation_evidence').selectAll().orderBy('ordinal').execute()
  const reviews = await db.selectFrom('graph_merge_reviews').selectAll().execute()
  const sorted = (rows: readonly object[]): string[] => rows.map((row) => JSON.stringify(row, shown)).toSorted()
  return {
    entities: sorted(entities.map((row) => ({ ...row, key: keys.get(row.id), isConcept: row.concept_id !== null }))),
    names: sorted(names.map((row) => ({ ...row, entity: keys.get(row.entity_id) }))),
    places: sorted(
      places.map((row) => ({ ...row, entity: keys.get(row.entity_id), place: placeOf.get(row.chunk_id) })),
    ),
    relations: sorted(
      relations.map((row) => ({
        ...row,
        source: keys.get(row.source_id),
        target: keys.get(row.target_id),
        evidence: evidence
          .filter((each) => each.relation_id === row.id)
          .map((each) => [placeOf.get(each.chunk_id), each.start_offset, each.end_offset]),
      })),
    ),
    reviews: sorted(reviews),
  }
}

const DRAWN = new Set(['id', 'digest', 'evidence_json'])

/** Without ids, which are drawn or made of ids that are. */
const shown = (name: string, value: unknown): unknown => (DRAWN.has(name) || name.endsWith('_id') ? undefined : value)
