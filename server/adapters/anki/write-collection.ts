import { createHash } from 'node:crypto'
import Database from 'libsql'
import type { AnkiNote, WrittenAnkiReview } from '../../ports/anki-packages.ts'
import {
  ANKI_CONF,
  ANKI_DECK_OPTIONS,
  ANKI_NOTE_TYPES,
  ANKI_SCHEMA,
  ankiDeck,
  BASIC_NOTE_TYPE_ID,
  CLOZE_NOTE_TYPE_ID,
  FIELD_SEPARATOR,
} from './anki-schema.ts'
import { textOfHtml } from './text-of-html.ts'

const DAY_SECONDS = 86_400
const DEFAULT_DECK = 'Default'
const DEFAULT_FACTOR = 2500
const EASE = { again: 1, hard: 2, good: 3, easy: 4 } as const
const CARD_TYPE = { new: 0, learning: 1, review: 2, relearning: 3 } as const
const REVIEW_TYPE = { new: 0, learning: 0, review: 1, relearning: 2 } as const
const SUSPENDED_QUEUE = -1

/** Writes the notes as an Anki collection of schema 11 to a new `file`. */
export function writeCollection(file: string, notes: readonly AnkiNote[], at: number): void {
  const database = new Database(file)
  try {
    database.exec('PRAGMA journal_mode = DELETE')
    database.exec('PRAGMA synchronous = OFF')
    database.exec(ANKI_SCHEMA)
    database.exec('BEGIN')
    new CollectionWriter(database, notes, at).write()
    database.exec('COMMIT')
    database.exec('VACUUM')
  } finally {
    database.close()
  }
}

class CollectionWriter {
  readonly #database: Database.Database
  readonly #notes: readonly AnkiNote[]
  readonly #seconds: number
  /** Start of the day, in seconds, that due days of reviews are counted from: that of the first review. */
  readonly #createdAt: number
  readonly #decks: ReadonlyMap<string, number>
  readonly #reviewIds = new Set<number>()

  constructor(database: Database.Database, notes: readonly AnkiNote[], at: number) {
    this.#database = database
    this.#notes = notes
    this.#seconds = Math.floor(at / 1000)
    const first = notes.reduce((least, { reviews }) => Math.min(least, reviews[0]?.at ?? at), at)
    this.#createdAt = Math.floor(first / 1000 / DAY_SECONDS) * DAY_SECONDS
    this.#decks = deckIds(notes)
  }

  write(): void {
    this.#writeCollectionRow()
    const takenIds = new Set<number>()
    for (const [index, note] of this.#notes.entries()) {
      const id = freeId(idOf(`note ${note.guid}`), takenIds)
      this.#writeNote(id, note)
      this.#writeCard(id, note, index + 1)
      this.#writeReviews(id, note)
    }
  }

  #writeCollectionRow(): void {
    const decks = [[1, DEFAULT_DECK] as const, ...[...this.#decks].map(([name, id]) => [id, name] as const)]
    const json = Object.fromEntries(decks.map(([id, name]) => [id, ankiDeck(id, name, this.#seconds)]))
    this.#database
      .prepare('INSERT INTO col VALUES (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)')
      .run(
        this.#createdAt,
        this.#seconds * 1000,
        this.#seconds * 1000,
        JSON.stringify(ANKI_CONF),
        JSON.stringify(ANKI_NOTE_TYPES),
        JSON.stringify(json),
        JSON.stringify(ANKI_DECK_OPTIONS),
        '{}',
      )
  }

  #writeNote(id: number, note: AnkiNote): void {
    const fields = [note.frontHtml, note.backHtml, note.sourceHtml].map((field) =>
      field.replaceAll(FIELD_SEPARATOR, ' '),
    )
    const sortField = textOfHtml(fields[0] ?? '')
    const typeId = note.kind === 'cloze' ? CLOZE_NOTE_TYPE_ID : BASIC_NOTE_TYPE_ID
    const tags = note.tags.length === 0 ? '' : ` ${note.tags.map(tagOf).join(' ')} `
    this.#database
      .prepare("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')")
      .run(id, note.guid, typeId, this.#seconds, tags, fields.join(FIELD_SEPARATOR), sortField, checksum(sortField))
  }

  #writeCard(noteId: number, note: AnkiNote, position: number): void {
    const deckId = this.#decks.get(note.deck) ?? 1
    const { due, interval, left } = this.#schedule(note, position)
    const type = CARD_TYPE[note.state]
    const isLearning = note.state === 'learning' || note.state === 'relearning'
    const queue = note.suspended ? SUSPENDED_QUEUE : isLearning ? 1 : type
    const factor = note.state === 'new' ? 0 : DEFAULT_FACTOR
    this.#database
      .prepare('INSERT INTO cards VALUES (?, ?, ?, 0, ?, -1, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?)')
      .run(
        noteId,
        noteId,
        deckId,
        this.#seconds,
        type,
        queue,
        due,
        interval,
        factor,
        note.reviews.length,
        note.lapses,
        left,
        memoryState(note),
      )
  }

  /** Due is a place in the line of new cards, a time of cards being learned, and a day of the others. */
  #schedule(note: AnkiNote, position: number): { due: number; interval: number; left: number } {
    const dueSeconds = Math.floor(note.dueAt / 1000)
    const interval = Math.max(1, Math.round(note.reviews.at(-1)?.intervalDays ?? 1))
    switch (note.state) {
      case 'new':
        return { due: position, interval: 0, left: 0 }
      case 'learning':
        return { due: dueSeconds, interval: 0, left: 1001 }
      case 'relearning':
        return { due: dueSeconds, interval: 1, left: 1001 }
      case 'review':
        return { due: Math.max(0, Math.floor((dueSeconds - this.#createdAt) / DAY_SECONDS)), interval, left: 0 }
    }
  }

  #writeReviews(cardId: number, { reviews }: AnkiNote): void {
    const insert = this.#database.prepare('INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, ?, ?, ?)')
    let last = 0
    for (const review of reviews) {
      const interval = ankiInterval(review)
      insert.run(
        freeId(review.at, this.#reviewIds),
        cardId,
        EASE[review.rating],
        interval,
        last,
        DEFAULT_FACTOR,
        review.durationMs ?? 0,
        REVIEW_TYPE[review.stateBefore],
      )
      last = interval
    }
  }
}

/** Anki's parents of a deck need not be there: it makes them when it imports. */
function deckIds(notes: readonly AnkiNote[]): Map<string, number> {
  const taken = new Set([1])
  const ids = new Map<string, number>()
  for (const { deck } of notes) {
    if (deck !== DEFAULT_DECK && !ids.has(deck)) ids.set(deck, freeId(idOf(`deck ${deck}`), taken))
  }
  return ids
}

/** The state of FSRS as Anki (from 23.10) keeps it with a card. */
function memoryState({ stabilityDays, difficulty }: AnkiNote): string {
  if (stabilityDays === null || difficulty === null) return ''
  return JSON.stringify({ s: Number(stabilityDays.toFixed(4)), d: Number(difficulty.toFixed(3)) })
}

/** Days, or negative seconds below a day. */
function ankiInterval({ intervalDays }: WrittenAnkiReview): number {
  return intervalDays >= 1 ? Math.round(intervalDays) : -Math.max(1, Math.round(intervalDays * DAY_SECONDS))
}

/** Anki's tags end at a space. */
const tagOf = (tag: string): string => tag.trim().replaceAll(/\s+/gu, '_')

/** Ids of Anki are times in milliseconds; this one is made from a name, so that it stays the same. */
function idOf(name: string): number {
  const digest = createHash('sha256').update(name).digest()
  return 1_000_000_000_000 + (digest.readUIntBE(0, 6) % 600_000_000_000)
}

function freeId(wanted: number, taken: Set<number>): number {
  let id = wanted
  while (taken.has(id)) id += 1
  taken.add(id)
  return id
}

/** First 8 hexadecimal digits of the SHA-1 of the sort field, by which Anki finds notes with the same first field. */
function checksum(sortField: string): number {
  return createHash('sha1').update(sortField).digest().readUInt32BE(0)
}
