import type { ColumnType, Generated } from 'kysely'
import type {
  AddOutcome,
  DocumentFormat,
  DocumentState,
  ErrorCode,
  Generation,
  JobState,
  ModelTask,
  Precision,
} from '@learnpath/contracts'
import type { BlobTables } from './blob-tables.ts'
import type { ConceptTables } from './concept-tables.ts'
import type { ConversationTables } from './conversation-tables.ts'
import type { EvaluationTables } from './evaluation-tables.ts'
import type { GraphTables } from './graph-tables.ts'
import type { IdentityTables } from './identity-tables.ts'
import type { LanguageModelTables } from './language-model-tables.ts'
import type { PlanTables } from './plan-tables.ts'
import type { QuizTables } from './quiz-tables.ts'
import type { ReviewTables } from './review-tables.ts'
import type { WorkspaceOfRow } from './row-scopes.ts'

/** Times are milliseconds since 1970-01-01 UTC (bigint in PostgreSQL, INTEGER in SQLite). Columns ending in `_json` hold JSON text. */
export interface DatabaseSchema
  extends
    BlobTables,
    ConceptTables,
    GraphTables,
    QuizTables,
    ReviewTables,
    PlanTables,
    ConversationTables,
    EvaluationTables,
    IdentityTables,
    LanguageModelTables {
  collections: CollectionsTable
  documents: DocumentsTable
  document_tags: DocumentTagsTable
  document_versions: DocumentVersionsTable
  chunks: ChunksTable
  change_log: ChangeLogTable
  jobs: JobsTable
  watches: WatchesTable
  embedding_generations: EmbeddingGenerationsTable
  embeddings: EmbeddingsTable
  model_choices: ModelChoicesTable
}

export interface CollectionsTable {
  id: string
  /** Unique among what the workspace shares, and among what a member keeps to himself. */
  name: string
  created_at: number
  workspace_id: WorkspaceOfRow
  /** Null: shared with the workspace. Otherwise the member who alone sees it. */
  owner_id: ColumnType<string | null, string | null | undefined, string | null>
}

export interface DocumentsTable {
  id: string
  collection_id: string
  /** Unique within the collection. */
  path: string
  format: DocumentFormat
  state: DocumentState
  failure_code: ErrorCode | null
  failure_message: string | null
  /** SHA-256 of the bytes last received; the blob's name. */
  content_hash: string
  size_bytes: number
  /** The version that is searchable; null until the first one is published. */
  version_id: string | null
  added_at: number
  changed_at: number
  modified_at: number | null
  /** Watch that keeps this document in sync, if any. */
  watch_id: string | null
  last_outcome: AddOutcome
}

export interface DocumentTagsTable {
  document_id: string
  tag: string
}

/** The parsed text of a document's bytes. Only the current version is kept once a newer one is published. */
export interface DocumentVersionsTable {
  id: string
  document_id: string
  content_hash: string
  parser_version: string
  title: string
  language: string
  text: string
  blocks_json: string
  marks_json: string
  pages_json: string
  warnings_json: string
  page_count: number | null
  character_count: number
  chunk_count: number
  created_at: number
}

export interface ChunksTable {
  /** Small integer that indexes use. Never reused. */
  id: Generated<number>
  document_id: string
  version_id: string
  /** 0-based place within the version. */
  ordinal: number
  heading_path_json: string
  start_offset: number
  end_offset: number
  page_start: number | null
  page_end: number | null
  token_count: number
  /** Exactly the version's text from start_offset to end_offset. */
  text: string
}

/** One row per change of what is searchable, written in the same transaction as the change. Indexes follow it in order. */
export interface ChangeLogTable {
  sequence: Generated<number>
  kind: 'document-published' | 'document-deleted'
  document_id: string
  at: ColumnType<number, number, never>
}

export interface JobsTable {
  id: string
  kind: string
  subject_id: string
  /** At most one queued job per kind and key. */
  dedupe_key: string
  payload_json: string
  state: JobState
  attempts: number
  max_attempts: number
  priority: number
  run_after: number
  error_code: ErrorCode | null
  error_message: string | null
  created_at: number
  updated_at: number
  /** Process that runs it, where several share the store. */
  worker_id: string | null
  /** Until then that process is taken to live. */
  lease_until: number | null
}

export interface WatchesTable {
  id: string
  folder: string
  collection_id: string
  ignore_json: string
  last_scan_at: number | null
  created_at: number
}

/** All vectors made by one model in one precision from chunks of one kind. At most one row has the state 'serving'. */
export interface EmbeddingGenerationsTable {
  id: string
  model_id: string
  /** Equal keys give equal vectors: `EmbedderDescription.key`. */
  model_key: string
  revision: string
  precision: Precision
  dimensions: number
  /** How chunks are cut and put before the model. */
  input_version: string
  /** Place of its vector index; another one after the index was made anew. */
  index_id: string
  state: Generation['state']
  /** 1 for at most one row: the one that is to serve next. */
  activate_when_complete: 0 | 1
  /** Chunks with a vector, as of the last time it was open. */
  chunks_done: number
  /** Last change of the library it had seen then. */
  sequence: number
  failure_code: ErrorCode | null
  failure_message: string | null
  created_at: number
  activated_at: number | null
}

/** The vectors of a document's chunks; chunks of the same text share one row. The vector index is made from them. */
export interface EmbeddingsTable {
  document_id: string
  generation_id: string
  /** SHA-256 (base64url) of what was put before the model. */
  content_hash: string
  /** 16 bit floating point, little-endian; null when the model could not process the text. */
  vector: ColumnType<ArrayBuffer | Uint8Array | null, Uint8Array | null>
}

/** Which model does what is not decided by a generation. */
export interface ModelChoicesTable {
  task: ModelTask
  /** Null: none. */
  model_id: string | null
  precision: Precision | null
}
