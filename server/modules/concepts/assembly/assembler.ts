import type { PackedAnalysis } from '../analyses/stored-analysis.ts'
import type { ConceptPlaces } from '../../../ports/study-material.ts'
import type { AssembledConcepts } from './assembled-concepts.ts'
import type { AssemblyRequest } from './assemble-concepts.ts'

/** A document whose analysis is read when it is needed. */
export interface AnalysisReference {
  /** Of the stored analysis: another analysis has another one. */
  readonly analysisId: number
  readonly documentId: string
  /** Of the version that was analysed; null when the document has another one by now. */
  readonly versionHash: string | null
  readonly path: string
  readonly title: string
}

export interface AssemblyOrder extends Omit<AssemblyRequest, 'documents'> {
  readonly documents: readonly AnalysisReference[]
}

/** Reads a stored analysis; null when it has been replaced or deleted meanwhile. */
export type ReadAnalysis = (analysisId: number) => Promise<PackedAnalysis | null>

/** The places of some phrases are asked for. */
export interface PlacesOrder {
  readonly documents: readonly AnalysisReference[]
  /** Of phrases; see `CandidatePhrase.key`. */
  readonly keys: readonly string[]
}

/** Puts concepts together away from the thread that serves requests. One collection at a time. */
export interface ConceptAssembler {
  assemble(order: AssemblyOrder, read: ReadAnalysis): Promise<AssembledConcepts>
  /** One document after the other. */
  places(order: PlacesOrder, read: ReadAnalysis, take: (places: ConceptPlaces) => void): Promise<void>
  close(): Promise<void>
}
