import type { Generated } from 'kysely'
import type { ErrorCode } from '@learnpath/contracts'

/** Rows of concepts; part of `DatabaseSchema`. What holds words of a document goes with it; what the user did names concepts by id alone. */
export interface ConceptTables {
  concept_analyses: ConceptAnalysesTable
  concept_analysis_parts: ConceptAnalysisPartsTable
  concept_edits: ConceptEditsTable
  concept_placements: ConceptPlacementsTable
  prerequisite_decisions: PrerequisiteDecisionsTable
  concept_collections: ConceptCollectionsTable
  concept_follower: ConceptFollowerTable
}

/** What an analyst found in the searchable version of a document; at most one per document. */
export interface ConceptAnalysesTable {
  /** Never reused: a later analysis has a higher one. */
  id: Generated<number>
  document_id: string
  version_id: string
  analyst_version: string
  /** Set when the document could not be analysed; it then has no parts. */
  failure_code: ErrorCode | null
  language: string
  words: number
  sections_json: string
  /** What the author says of the order of documents. */
  hints_json: string
}

/** Sentences, phrases and texts of definitions, in pieces that are read without holding anybody up. */
export interface ConceptAnalysisPartsTable {
  analysis_id: number
  ordinal: number
  kind: 'sentences' | 'phrases' | 'definitions'
  json: string
}

/** What the user changed of a concept. Null: nothing. */
export interface ConceptEditsTable {
  collection_id: string
  concept_id: string
  name: string | null
  hidden: 0 | 1 | null
}

/** Phrases that the user put with another concept (merge) or by themselves (split: the target is the phrase's own id). */
export interface ConceptPlacementsTable {
  collection_id: string
  /** Id that the phrase has as a concept of its own. */
  phrase_id: string
  target_id: string
}

export interface PrerequisiteDecisionsTable {
  collection_id: string
  concept_id: string
  prerequisite_id: string
  decision: 'pinned' | 'forbidden'
}

/** How often a collection's concepts changed. */
export interface ConceptCollectionsTable {
  collection_id: string
  /** Grows with each edit. */
  edits: number
  /** Grows whenever the concepts are put together from other things than before. */
  revision: number
  /** What they were last put together from. */
  basis: string
}

/** One row: how far in the change log documents have been given to which analyst. */
export interface ConceptFollowerTable {
  analyst_version: string
  sequence: number
}
