import { LearnPathError } from '@learnpath/contracts'
import Database from 'libsql'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { AnkiCard, AnkiPackageContent, AnkiReview } from '../../ports/anki-packages.ts'
import { BASIC_NOTE_TYPE_ID, CLOZE_NOTE_TYPE_ID, FIELD_SEPARATOR } from './anki-schema.ts'
import { clozeTextOf } from './cloze-text.ts'
import { decksOfTables, legacyDecks, legacyNoteTypes, noteTypesOfTables, type NoteType } from './note-type.ts'
import { renderTemplate } from './render-template.ts'
import { textOfHtml, type HtmlLosses } from './text-of-html.ts'

const MAX_CARDS = 300_000
const MAX_REVIEWS = 10_000_000
const MAX_FIELDS_CHARACTERS = 1_000_000
/** Of a side of a card, as LearnPath stores it. */
const MAX_SIDE_CHARACTERS = 20_000
const MAX_REFUSED = 1000
const SUSPENDED_QUEUE = -1
const RATINGS = { 1: 'again', 2: 'hard', 3: 'good', 4: 'easy' } as const
const TABLES_SINCE_SCHEMA = 18

const ColRow = z.object({ ver: z.number().int(), models: z.string(), decks: z.string() })
const CardRow = z.object({
  id: z.string(),
  did: z.string(),
  odid: z.string(),
  ord: z.number().int().min(0).max(10_000),
  queue: z.number(),
  guid: z.string().min(1).max(1000),
  mid: z.string(),
  tags: z.string(),
  flds: z.string(),
})
const ReviewRow = z.object({ cid: z.string(), id: z.number(), ease: z.number(), time: z.number(), type: z.number() })

/**
 * Reads the cards of a collection that somebody else has made. Nothing of it is run: it is opened read-only, views and triggers are
 * not touched, and the tables are checked first.
 * @throws LP_IMPORT_DAMAGED, LP_IMPORT_UNSUPPORTED
 */
export function readCollection(file: string): AnkiPackageContent {
  return withDatabase(file, (database) => {
    checkTables(database)
    const { ver, models, decks } = ColRow.parse(
      database.prepare('SELECT ver, cast(models AS text) AS models, cast(decks AS text) AS decks FROM col').get(),
    )
    const hasTables = ver >= TABLES_SINCE_SCHEMA
    const reader = new CardReader(
      hasTables ? noteTypesOfTables(database) : legacyNoteTypes(models),
      hasTables ? decksOfTables(database) : legacyDecks(decks),
      reviewsByCard(database),
    )
    for (const row of cardRows(database)) reader.take(row)
    return reader.content()
  })
}

function withDatabase<T>(file: string, work: (database: Database.Database) => T): T {
  let database: Database.Database | undefined
  try {
    database = new Database(`${pathToFileURL(file).href}?mode=ro&immutable=1`)
    database.exec('PRAGMA trusted_schema = OFF')
    database.exec('PRAGMA cell_size_check = ON')
    return work(database)
  } catch (failure) {
    if (failure instanceof LearnPathError) throw failure
    throw new LearnPathError('LP_IMPORT_DAMAGED', {
      detail: `its collection cannot be read (${reasonOf(failure)})`,
      cause: failure,
    })
  } finally {
    database?.close()
  }
}

function reasonOf(failure: unknown): string {
  if (failure instanceof z.ZodError) {
    return `${failure.issues[0]?.path.join('.') ?? ''}: ${failure.issues[0]?.message ?? ''}`
  }
  return failure instanceof Error ? failure.message : String(failure)
}

function checkTables(database: Database.Database): void {
  const tables = new Set(
    database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
      .all()
      .map((row) => String((row as { name: unknown }).name)),
  )
  for (const table of ['col', 'notes', 'cards', 'revlog']) {
    if (!tables.has(table)) {
      throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: `its collection has no table "${table}"` })
    }
    // One table at a time: indexes of others may need a collation that only Anki has.
    const [row] = database.prepare(`PRAGMA quick_check(${table})`).all() as Record<string, unknown>[]
    const found = String(Object.values(row ?? {})[0])
    if (found !== 'ok') throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: `table "${table}": ${found}` })
  }
}

function* cardRows(database: Database.Database): Generator<z.infer<typeof CardRow>> {
  const { count } = database.prepare('SELECT count(*) AS count FROM cards').get() as { count: number }
  if (count > MAX_CARDS) {
    throw new LearnPathError('LP_IMPORT_UNSUPPORTED', {
      detail: `it has ${count} cards; at most ${MAX_CARDS} are taken at once`,
    })
  }
  const rows = database
    .prepare(
      `SELECT cast(c.id AS text) AS id, cast(c.did AS text) AS did, cast(c.odid AS text) AS odid, c.ord AS ord, c.queue AS queue,
         cast(n.guid AS text) AS guid, cast(n.mid AS text) AS mid, cast(n.tags AS text) AS tags,
         substr(cast(n.flds AS text), 1, ${MAX_FIELDS_CHARACTERS}) AS flds
       FROM cards c JOIN notes n ON n.id = c.nid ORDER BY c.nid, c.ord`,
    )
    .iterate()
  for (const row of rows) yield CardRow.parse(row)
}

/** Answers alone: rescheduling by hand (type 4) and previews that did not count (ease 0) are no reviews. */
function reviewsByCard(database: Database.Database): Map<string, AnkiReview[]> {
  const byCard = new Map<string, AnkiReview[]>()
  const rows = database
    .prepare(
      `SELECT cast(cid AS text) AS cid, id, ease, time, type FROM revlog WHERE ease BETWEEN 1 AND 4 AND type BETWEEN 0 AND 3
       ORDER BY id LIMIT ${MAX_REVIEWS}`,
    )
    .iterate()
  for (const row of rows) {
    const { cid, id, ease, time } = ReviewRow.parse(row)
    const review = { at: id, rating: RATINGS[ease as keyof typeof RATINGS], durationMs: time > 0 ? time : null }
    const known = byCard.get(cid)
    if (known === undefined) byCard.set(cid, [review])
    else known.push(review)
  }
  return byCard
}

interface Sides {
  readonly front: string
  readonly back: string
}

class CardReader {
  readonly #noteTypes: ReadonlyMap<string, NoteType>
  readonly #decks: ReadonlyMap<string, string>
  readonly #reviews: ReadonlyMap<string, readonly AnkiReview[]>
  readonly #cards: AnkiCard[] = []
  readonly #refused: { what: string; why: string }[] = []
  #unnamed = 0
  #withMedia = 0

  constructor(
    noteTypes: ReadonlyMap<string, NoteType>,
    decks: ReadonlyMap<string, string>,
    reviews: ReadonlyMap<string, readonly AnkiReview[]>,
  ) {
    this.#noteTypes = noteTypes
    this.#decks = decks
    this.#reviews = reviews
  }

  take(row: z.infer<typeof CardRow>): void {
    const type = this.#noteTypes.get(row.mid)
    if (type === undefined) return this.#refuse(row, 'its note type is not in the package')
    const losses: HtmlLosses = { media: 0 }
    const deck = this.#decks.get(row.odid) ?? this.#decks.get(row.did) ?? 'Default'
    const sides = sidesOf(row, { type, deck }, losses)
    if (sides === null) return this.#refuse(row, 'its template or its cloze deletion is missing')
    if (sides.front === '') return this.#refuse(row, 'nothing is left of its front without pictures and sounds')
    if (sides.front.length > MAX_SIDE_CHARACTERS || sides.back.length > MAX_SIDE_CHARACTERS) {
      return this.#refuse(row, `a side has more than ${MAX_SIDE_CHARACTERS} characters`)
    }
    if (losses.media > 0 || /\[sound:[^\]]+\]/.test(sides.front + sides.back)) this.#withMedia += 1
    this.#cards.push({
      guid: row.ord === 0 ? row.guid : `${row.guid}/${row.ord + 1}`,
      deck: deck.replaceAll('\u001F', '::').slice(0, 200),
      kind: type.isCloze ? 'cloze' : 'basic',
      ...sides,
      tags: row.tags.split(/[\s\u3000]+/u).filter((tag) => tag !== ''),
      suspended: row.queue === SUSPENDED_QUEUE,
      reviews: this.#reviews.get(row.id) ?? [],
    })
  }

  content(): AnkiPackageContent {
    const refused = [...this.#refused]
    if (this.#unnamed > 0) refused.push({ what: `${this.#unnamed} more cards`, why: 'as those before' })
    if (this.#withMedia > 0) {
      refused.push({
        what: `pictures and sounds of ${this.#withMedia} cards`,
        why: 'LearnPath keeps text alone; their names stand in brackets where they were',
      })
    }
    return { cards: this.#cards, refused }
  }

  #refuse({ flds }: z.infer<typeof CardRow>, why: string): void {
    if (this.#refused.length >= MAX_REFUSED) this.#unnamed += 1
    else this.#refused.push({ what: `card "${textOfHtml(flds.split(FIELD_SEPARATOR)[0] ?? '').slice(0, 80)}"`, why })
  }
}

const OURS = new Set([String(BASIC_NOTE_TYPE_ID), String(CLOZE_NOTE_TYPE_ID)])
const OUR_SOURCE_FIELD = 'Source'

/** @returns null when the note type has no such card */
function sidesOf(
  { ord, flds, mid, tags }: z.infer<typeof CardRow>,
  { type, deck }: { readonly type: NoteType; readonly deck: string },
  losses: HtmlLosses,
): Sides | null {
  const template = type.templates[type.isCloze ? 0 : ord]
  if (template === undefined) return null
  const values = flds.split(FIELD_SEPARATOR)
  const fields = new Map(type.fields.map((name, index) => [name, values[index] ?? '']))
  // Written by us: the source is no part of the back.
  if (OURS.has(mid)) fields.set(OUR_SOURCE_FIELD, '')
  const special = new Map([
    ['Tags', tags.trim()],
    ['Deck', deck],
    ['Subdeck', deck.split('::').at(-1) ?? deck],
    ['Type', type.name],
  ])
  let hasDeletion = false
  const cloze = (html: string): string => {
    const text = clozeTextOf(html, ord + 1)
    hasDeletion ||= text !== null
    return text ?? ''
  }
  const input = { fields, special }
  const front = textOfHtml(renderTemplate(template.question, { ...input, cloze, isAnswer: false }), losses)
  const back = textOfHtml(renderTemplate(template.answer, { ...input, cloze: () => '', isAnswer: true }), losses)
  return type.isCloze && !hasDeletion ? null : { front, back }
}
