import type { ErrorCode } from '@learnpath/contracts'
import type { StudySection } from '../../../ports/study-material.ts'
import type { PackedAnalysis, StoredAnalysis } from './stored-analysis.ts'

/** A document's searchable version, as far as analysing needs it beside the text. */
export interface AnalysableVersion {
  readonly documentId: string
  readonly collectionId: string
  readonly versionId: string
  readonly collection: string
  readonly path: string
  /** The document's own; empty when it has none. The file name would change with a rename. */
  readonly ownTitle: string
  readonly language: string
  /** Whether this version has been analysed by this analyst, or could not be. */
  readonly settled: boolean
}

/** Row of a document whose analysis is in, without the analysis. */
export interface AnalysedRow {
  readonly analysisId: number
  readonly documentId: string
  /** Null when the document has another version by now: what is known of the old one serves until that has been analysed. */
  readonly versionHash: string | null
  readonly path: string
  /** The document's own title, or its file name. */
  readonly title: string
}

/** What the concepts of a collection are made from, in one line: equal lines mean equal concepts. */
export interface CollectionBasis {
  readonly pending: number
  readonly basis: string
}

/** Analyses of documents in the relational store; a row belongs to the document and goes with it. */
export interface AnalysisStore {
  /** Null when the document is gone or has no searchable version. */
  version(documentId: string): Promise<AnalysableVersion | null>
  /** Ids of searchable documents that are not settled, of one collection or of all. */
  pending(collectionId: string): Promise<string[]>
  countPending(): Promise<number>
  /** @returns false when the version is not the searchable one any more: nothing is kept then */
  save(version: AnalysableVersion, stored: StoredAnalysis): Promise<boolean>
  saveFailure(version: AnalysableVersion, code: ErrorCode): Promise<void>
  /** In no order. */
  analysed(collectionId: string): Promise<AnalysedRow[]>
  /** Null when it has been replaced or deleted. */
  packed(analysisId: number): Promise<PackedAnalysis | null>
  /** Of the searchable version; null when there is none. Read in slices. */
  read(documentId: string): Promise<StoredAnalysis | null>
  /** Of the searchable version; null when it has no analysis. */
  sections(documentId: string): Promise<readonly StudySection[] | null>
  basis(collectionId: string): Promise<CollectionBasis>
}
