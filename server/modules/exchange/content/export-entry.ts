import type { Card, ReviewSettings, SolvedQuizItem, SourcePassage } from '@learnpath/contracts'
import type { ReviewLogEntry } from '../../reviews/index.ts'

/** Something to be learned, on its way to another program. */
export interface ExportEntry {
  /** Stays the same in every export of the same card or item, whether it comes from a quiz or from a deck. */
  readonly guid: string
  readonly deck: string
  readonly tags: readonly string[]
  /** Null for a card of one's own. */
  readonly item: SolvedQuizItem | null
  /** How its two sides are to be read: the front of a cloze holds `{{c1::answer}}`. */
  readonly kind: 'basic' | 'cloze'
  readonly front: string
  readonly back: string
  /** Where it stands in a document. */
  readonly source: EntrySource | null
  /** Null for an item of a quiz that is no card. */
  readonly card: Card | null
  /** Raw, oldest first. */
  readonly log: readonly ReviewLogEntry[]
}

export interface EntrySource {
  readonly passage: SourcePassage
  /** Exact words of the document; null when the card tells none. */
  readonly evidence: string | null
  /** Title, heading and page in words. */
  readonly label: string
  /** Link to the document on the running server, or null. */
  readonly href: string | null
}

export interface ExportContent {
  readonly title: string
  /** Time of the export, milliseconds. */
  readonly at: number
  readonly entries: readonly ExportEntry[]
  readonly settings: ReviewSettings
}
