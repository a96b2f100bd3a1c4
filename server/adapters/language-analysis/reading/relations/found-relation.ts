import type { StatedRelation } from '../../../../ports/chunk-reader.ts'
import type { NounItem } from './noun-items.ts'

/** A relation between two noun phrases of a sentence. */
export interface FoundRelation {
  readonly kind: StatedRelation['kind']
  readonly source: NounItem
  readonly target: NounItem
  readonly rule: string
  readonly strength: number
}
