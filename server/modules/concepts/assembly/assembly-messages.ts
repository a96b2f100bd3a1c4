import type { PackedAnalysis } from '../analyses/stored-analysis.ts'
import type { AssembledConcepts } from './assembled-concepts.ts'
import type { ConceptPlaces } from '../../../ports/study-material.ts'
import type { AssemblyOrder, PlacesOrder } from './assembler.ts'

/** To the thread: analyses that it does not have yet, then what to make of which, then a request for each piece of the result. */
export type AssemblyMessage =
  | { readonly kind: 'analysis'; readonly analysisId: number; readonly packed: PackedAnalysis }
  | { readonly kind: 'assemble'; readonly order: AssemblyOrder }
  | { readonly kind: 'places'; readonly order: PlacesOrder }
  | { readonly kind: 'more' }

export interface AssemblyPiece extends Partial<AssembledConcepts> {
  readonly places?: ConceptPlaces
}

/** Pieces are small, so that taking one in holds nobody up. */
export type AssemblyAnswer =
  | { readonly kind: 'piece'; readonly piece: AssemblyPiece; readonly last: boolean }
  | { readonly kind: 'failed'; readonly detail: string }
