import type { Model, Precision, SearchHit, SearchRequest } from '@learnpath/contracts'
import type { FusionWeights } from '../../../kernel/ranking/fuse-scores.ts'
import type { Embedder } from '../../../ports/embedder.ts'
import type { Reranker } from '../../../ports/reranker.ts'
import type { VectorIndex } from '../../../ports/vector-index.ts'

/** Vectors of some documents by one model, beside those that serve. */
export interface TrialVectors {
  /** Names the index on disk, so that an interrupted trial goes on with it. */
  readonly name: string
  readonly model: { readonly id: string; readonly precision: Precision }
  readonly embedder: Embedder
  readonly index: VectorIndex
}

/** A way to search that need not be the one that serves. */
export interface TrialSubject {
  readonly mode: 'keyword' | 'vector' | 'hybrid'
  /** Null for keywords alone. */
  readonly vectors: TrialVectors | null
  readonly reranker: Reranker | null
  /** Default: as searches have them. */
  readonly weights?: FusionWeights
}

export interface TrialSearch {
  /**
   * As a search of the product, with nothing remembered from one to the next and no limit of time: what is measured is the work.
   * @throws what the models throw; a trial does not fall back to keywords
   */
  search(
    query: string,
    options: { readonly limit: number; readonly filters: SearchRequest['filters'] },
  ): Promise<SearchHit[]>
}

export interface FillingTrial {
  readonly signal: AbortSignal
  /** Hears of passages that have their vector now. */
  readonly onProgress: (passages: number) => void
}

export interface FilledTrial {
  readonly passages: number
  /** Vectors made now; the others were there. */
  readonly embedded: number
  readonly reused: number
  /** Passages that the model could not process. */
  readonly gaps: number
  /** Time of the model alone. */
  readonly embeddingSeconds: number
}

export interface TrialModel {
  readonly model: Model
  readonly precision: Precision
  readonly embedder: Embedder
}

export interface TrialPlan {
  readonly passages: number
  /** Passages whose vectors are there. */
  readonly known: number
  /** Until the trial ends. */
  readonly diskBytes: number
  /** Null when the speed of the model is not known. */
  readonly estimatedSeconds: number | null
}

/** Searching with other models than those that serve, for comparing them. What serves is left alone. */
export interface TrialsApi {
  /** What vectors of the documents would take; those that this model made before cost nothing. */
  plan(model: TrialModel, documentIds: readonly string[]): Promise<TrialPlan>
  /** Opens the index of a trial; empty when there is none of that name. */
  openVectors(name: string, model: TrialVectors['model'], embedder: Embedder): Promise<TrialVectors>
  /** Makes what vectors the documents lack. One that was interrupted goes on where it was. */
  fill(vectors: TrialVectors, documentIds: readonly string[], filling: FillingTrial): Promise<FilledTrial>
  /** Closes the index and deletes it from the disk. */
  drop(vectors: Pick<TrialVectors, 'name'> & Partial<Pick<TrialVectors, 'index'>>): Promise<void>
  /** Deletes what trials left behind whose name is none of those to keep. */
  sweep(isKept: (name: string) => boolean): Promise<void>
  open(subject: TrialSubject): TrialSearch
}
