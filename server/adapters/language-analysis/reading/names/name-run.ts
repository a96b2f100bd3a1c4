import type { Mention } from '../../../../ports/chunk-reader.ts'
import type { Unit, Word } from '../../words.ts'

/** Words `from` (inclusive) to `to` (exclusive) of a unit that are one name. */
export interface NameRun {
  readonly from: number
  readonly to: number
}

/** What finding names in one unit needs to know. */
export interface NameSearch {
  readonly text: string
  readonly unit: Unit
  readonly language: string
  /** Whether a word, by itself and where it stands, is written as a name is. */
  readonly isName: (word: Word, at: number) => boolean
}

export type NameType = Extract<Mention['type'], 'person' | 'organization' | 'place' | 'product' | 'name'>

/** The text between a word and the one before it. */
export const gapBefore = ({ text, unit }: NameSearch, at: number): string =>
  text.slice(unit.words[at - 1]?.end ?? 0, unit.words[at]?.start ?? 0)
