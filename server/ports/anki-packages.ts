import type { Card, ReviewRating } from '@learnpath/contracts'

/** One review as Anki logs it. */
export interface AnkiReview {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly at: number
  readonly rating: ReviewRating
  readonly durationMs: number | null
}

/** A review that is written to a package: Anki also keeps what the card was before, and when it was to come back. */
export interface WrittenAnkiReview extends AnkiReview {
  readonly stateBefore: Card['state']
  readonly intervalDays: number
}

/** A note with its one card, as it is written to a package. Texts are HTML. */
export interface AnkiNote {
  /** Anki updates the note that has the same. */
  readonly guid: string
  readonly deck: string
  /** The first field of a cloze note holds `{{c1::…}}`. */
  readonly kind: 'basic' | 'cloze'
  readonly frontHtml: string
  readonly backHtml: string
  readonly sourceHtml: string
  readonly tags: readonly string[]
  readonly suspended: boolean
  readonly state: Card['state']
  readonly dueAt: number
  readonly stabilityDays: number | null
  /** Of FSRS, 1 to 10. */
  readonly difficulty: number | null
  readonly lapses: number
  readonly reviews: readonly WrittenAnkiReview[]
}

/** A card of a package, its sides as plain text. */
export interface AnkiCard {
  /** Of its note; a second card of the note has a suffix. */
  readonly guid: string
  readonly deck: string
  readonly kind: 'basic' | 'cloze'
  /** Of a cloze: the text with `{{c1::answer}}` or `{{c1::answer::hint}}`. */
  readonly front: string
  readonly back: string
  readonly tags: readonly string[]
  readonly suspended: boolean
  readonly reviews: readonly AnkiReview[]
}

export interface AnkiPackageContent {
  readonly cards: readonly AnkiCard[]
  /** What of the package was left out. */
  readonly refused: readonly { readonly what: string; readonly why: string }[]
}

/** Files of the Anki flashcard program (`.apkg`, `.colpkg`). */
export interface AnkiPackages {
  /**
   * The bytes are not trusted: they are read outside this process, with bounds of size and time.
   * @throws LP_IMPORT_DAMAGED, LP_IMPORT_UNSUPPORTED
   */
  read(bytes: Uint8Array): Promise<AnkiPackageContent>
  /** Notes as text with tabs or other separators, as Anki exports them. @throws LP_IMPORT_DAMAGED, LP_IMPORT_UNSUPPORTED */
  readText(bytes: Uint8Array, options: { readonly deck: string }): Promise<AnkiPackageContent>
  /** @param at time of the export, which becomes that of every note; the same input gives the same bytes */
  write(notes: readonly AnkiNote[], at: number): Promise<Uint8Array>
}
