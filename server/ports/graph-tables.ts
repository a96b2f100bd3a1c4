import type { ColumnType } from 'kysely'
import type { EntityType, ErrorCode, Extraction, MergeReason, RelationKind, RelationOrigin } from '@learnpath/contracts'

/** Rows of the knowledge graph; part of `DatabaseSchema`. Whatever holds words of a document goes with it. */
export interface GraphTables {
  graph_documents: GraphDocumentsTable
  graph_chunks: GraphChunksTable
  graph_readings: GraphReadingsTable
  graph_model_readings: GraphModelReadingsTable
  graph_name_vectors: GraphNameVectorsTable
  graph_collections: GraphCollectionsTable
  graph_follower: GraphFollowerTable
  graph_entities: GraphEntitiesTable
  graph_entity_names: GraphEntityNamesTable
  graph_entity_chunks: GraphEntityChunksTable
  graph_relations: GraphRelationsTable
  graph_relation_evidence: GraphRelationEvidenceTable
  graph_merge_reviews: GraphMergeReviewsTable
  graph_merge_decisions: GraphMergeDecisionsTable
  graph_extractions: GraphExtractionsTable
}

/** Documents whose chunks have all been read. */
export interface GraphDocumentsTable {
  document_id: string
  version_id: string
  reader_version: string
  /** Set when the document could not be read. */
  failure_code: ErrorCode | null
}

/** Which reading is that of a chunk. */
export interface GraphChunksTable {
  chunk_id: number
  document_id: string
  /** See `GraphReadingsTable`. */
  content_hash: string
}

/** What was read in one chunk's text, packed (see `packReading`). Kept while a chunk of the document has this text. */
export interface GraphReadingsTable {
  document_id: string
  /** SHA-256 (base64url) of language and text. */
  content_hash: string
  reader_version: string
  reading_json: string
}

/** What a language model read in one chunk's text (`ModelReading`). */
export interface GraphModelReadingsTable {
  document_id: string
  /** SHA-256 (base64url) of language and text. */
  content_hash: string
  model: string
  /** Of prompt and checks. */
  prompt_version: string
  /** Null when the model could not. */
  reading_json: string | null
  /** 0 when the text had been read for another document before. */
  prompt_tokens: number
  completion_tokens: number
  duration_ms: number
}

/** Vectors of names, so that each name is embedded once. No word of a document is in them. */
export interface GraphNameVectorsTable {
  collection_id: string
  /** `EmbedderDescription.key`. */
  model_key: string
  /** SHA-256 (base64url) of the name as it was embedded. */
  name_hash: string
  /** 16 bit floating point, little-endian. */
  vector: ColumnType<ArrayBuffer | Uint8Array, Uint8Array>
}

/** What the stored graph of a collection was put together from. */
export interface GraphCollectionsTable {
  collection_id: string
  /** Grows with each change of the graph. */
  revision: number
  basis: string
  model_key: string | null
  assembled_at: number
}

/** One row: how far in the change log documents have been given to which reader. */
export interface GraphFollowerTable {
  reader_version: string
  sequence: number
}

export interface GraphEntitiesTable {
  /** Id of the name that the entity began with; see `graph_entity_names.name_id`. */
  id: string
  collection_id: string
  name: string
  type: EntityType
  concept_id: string | null
  /** All names in small letters, with line ends between: for finding. */
  search_text: string
  mention_count: number
  chunk_count: number
  document_count: number
  relation_count: number
  importance: number
  description: string | null
  /** Of all columns and of the names: an entity that is the same as before is not written again. */
  digest: string
}

/** Every name of every entity, with why it is one: the record of a merge, which splitting undoes. */
export interface GraphEntityNamesTable {
  collection_id: string
  /** See `EntityForm.key`. */
  name_key: string
  entity_id: string
  /** Id that the name has as an entity of its own: hash of collection and key. */
  name_id: string
  name: string
  mention_count: number
  reason: MergeReason
  /** `name_key` that it was put with; null for `itself`. */
  with_key: string | null
  similarity: number | null
  /** Sentence that gives both names: chunk, start and end in the document's text. */
  evidence_json: string | null
}

/** Which chunks name an entity, and where first. */
export interface GraphEntityChunksTable {
  entity_id: string
  chunk_id: number
  document_id: string
  mention_count: number
  /** Of the first mention, in the document's text. */
  start_offset: number
  end_offset: number
}

export interface GraphRelationsTable {
  id: string
  collection_id: string
  source_id: string
  target_id: string
  kind: RelationKind
  confidence: number
  /** With commas between, in alphabetical order. */
  origins: string
  evidence_count: number
  description: string | null
  keywords_json: string
  digest: string
}

export interface GraphRelationEvidenceTable {
  relation_id: string
  /** 0 is the best. */
  ordinal: number
  document_id: string
  chunk_id: number
  /** Of the sentence, in the document's text. */
  start_offset: number
  end_offset: number
  source_start: number | null
  source_end: number | null
  target_start: number | null
  target_end: number | null
  origin: RelationOrigin
  rule: string
}

/** Pairs of names that wait for a decision. */
export interface GraphMergeReviewsTable {
  /** Hash of collection and both keys. */
  id: string
  collection_id: string
  /** The smaller key. */
  first_key: string
  second_key: string
  similarity: number | null
  /** Higher: more likely one thing. */
  score: number
  reasons_json: string
}

/** What the user said of two names. Keys are hashed: they outlive the documents and hold no words of them. */
export interface GraphMergeDecisionsTable {
  collection_id: string
  /** `name_id` of the smaller and the larger. */
  first_id: string
  second_id: string
  decision: 'same' | 'different'
  decided_at: number
}

export interface GraphExtractionsTable {
  id: string
  collection_id: string
  model: string
  state: Extraction['state']
  maximum_passages: number | null
  maximum_tokens: number
  passages_read: number
  passages_failed: number
  passages_left: number
  prompt_tokens: number
  completion_tokens: number
  /** For the call that is being made: what a killed program may have spent of it without having written that down. */
  reserved_tokens: number
  /** No chunk that came later is read. */
  newest_chunk_id: number
  entities: number
  relations: number
  rejected: number
  failure: string | null
  started_at: number
  ended_at: number | null
}
