import { contentsOf } from './contents-list.ts'
import type { DocumentReference, HintedText } from './hinted-text.ts'
import { neighboursOf } from './neighbour-links.ts'
import { statedNeeds } from './stated-needs.ts'

/** What a document says about the order in which it and others are to be read; plain JSON. */
export interface AuthorHints {
  /** Named as its prerequisites. */
  readonly needs: readonly DocumentReference[]
  /** Listed in it one after the other, as in a table of contents. */
  readonly contents: readonly DocumentReference[]
  /** Where its reader came from, and where it sends them. */
  readonly previous: readonly DocumentReference[]
  readonly next: readonly DocumentReference[]
}

/** Reads what the author of a document says about order. Pure; looks at this document alone. */
export function authorHints(document: HintedText): AuthorHints {
  return { needs: statedNeeds(document), contents: contentsOf(document), ...neighboursOf(document) }
}
