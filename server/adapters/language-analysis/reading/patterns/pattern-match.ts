import type { Mention } from '../../../../ports/chunk-reader.ts'

/** A thing that is recognised by how it is written, in any language. */
export interface PatternMatch {
  readonly start: number
  readonly end: number
  readonly type: Extract<Mention['type'], 'standard' | 'identifier' | 'date' | 'quantity'>
  /** Equal for other ways to write the same: the key behind the type. */
  readonly normal: string
}
