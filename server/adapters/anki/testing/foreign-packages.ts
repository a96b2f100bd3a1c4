import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import Database from 'libsql'
import { ANKI_SCHEMA } from '../anki-schema.ts'

/** An SQLite file as bytes, made by `fill`. */
export function sqliteBytes(fill: (database: Database.Database) => void): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-anki-test-'))
  const file = join(folder, 'collection')
  try {
    const database = new Database(file)
    database.exec('PRAGMA journal_mode = DELETE')
    fill(database)
    database.close()
    return new Uint8Array(readFileSync(file))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const zipped = (files: Readonly<Record<string, Uint8Array>>): Uint8Array => zipSync(files)

export interface ForeignNote {
  readonly guid: string
  readonly type: '1' | '2' | '3'
  readonly fields: readonly string[]
  readonly tags?: string
  /** Numbers of its cards. Default: the first alone. */
  readonly cards?: readonly number[]
  readonly queue?: number
}

const TYPES = {
  1: {
    name: 'Basic (and reversed)',
    type: 0,
    flds: [{ name: 'Front' }, { name: 'Back' }, { name: 'Extra' }],
    tmpls: [
      { qfmt: '{{Front}}', afmt: '{{FrontSide}}<hr id=answer>{{Back}}{{#Extra}}<br>({{Extra}}){{/Extra}}' },
      { qfmt: '{{Back}}{{^Extra}} (plain){{/Extra}}', afmt: '{{FrontSide}}<hr id=answer>{{text:Front}}' },
    ],
  },
  2: {
    name: 'Cloze',
    type: 1,
    flds: [{ name: 'Text' }, { name: 'Back Extra' }],
    tmpls: [{ qfmt: '{{cloze:Text}}', afmt: '{{cloze:Text}}<br>{{Back Extra}}' }],
  },
  3: {
    name: 'Typed',
    type: 0,
    flds: [{ name: 'Word' }, { name: 'Meaning' }],
    tmpls: [{ qfmt: '{{Word}} {{type:Meaning}} {{hint:Meaning}}', afmt: '{{type:Meaning}} {{Deck}}' }],
  },
}

/** A collection of schema 11 as Anki writes it, with a review of every first card. */
export function fillLegacy(notes: readonly ForeignNote[]): (database: Database.Database) => void {
  return (database) => {
    database.exec(ANKI_SCHEMA)
    const decks = { 1: { name: 'Default' }, 7: { name: 'Languages::French' } }
    database
      .prepare("INSERT INTO col VALUES (1, 0, 0, 0, 11, 0, 0, 0, '{}', ?, ?, '{}', '{}')")
      .run(JSON.stringify(TYPES), JSON.stringify(decks))
    addNotes(database, notes)
  }
}

function addNotes(database: Database.Database, notes: readonly ForeignNote[]): void {
  for (const [index, { guid, type, fields, tags = '', cards = [0], queue = 2 }] of notes.entries()) {
    const id = (index + 1) * 1000
    database
      .prepare("INSERT INTO notes VALUES (?, ?, ?, 0, 0, ?, ?, '', 0, 0, '')")
      .run(id, guid, Number(type), tags, fields.join('\u001F'))
    for (const ord of cards) {
      database
        .prepare("INSERT INTO cards VALUES (?, ?, 7, ?, 0, 0, 2, ?, 1, 1, 2500, 1, 0, 0, 0, 0, 0, '')")
        .run(id + ord, id, ord, queue)
      database
        .prepare('INSERT INTO revlog VALUES (?, ?, 0, 3, 1, 0, 2500, 5000, 1)')
        .run(1_700_000_000_000 + id + ord, id + ord)
    }
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const lengthDelimited = (number: number, bytes: Uint8Array): Uint8Array => {
  const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7]
  return Uint8Array.from([(number << 3) | 2, ...length, ...bytes])
}

/** A collection of schema 18: note types, fields, templates and decks are tables, their settings protobuf messages. */
export function fillNew(notes: readonly ForeignNote[]): (database: Database.Database) => void {
  return (database) => {
    database.exec(ANKI_SCHEMA)
    database.exec(`
      CREATE TABLE notetypes (id integer PRIMARY KEY, name text NOT NULL, mtime_secs integer, usn integer, config blob NOT NULL);
      CREATE TABLE fields (ntid integer, ord integer, name text NOT NULL, config blob, PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
      CREATE TABLE templates (ntid integer, ord integer, name text, mtime_secs integer, usn integer, config blob NOT NULL,
        PRIMARY KEY (ntid, ord)) WITHOUT ROWID;
      CREATE TABLE decks (id integer PRIMARY KEY, name text NOT NULL, mtime_secs integer, usn integer, common blob, kind blob);`)
    database.prepare("INSERT INTO col VALUES (1, 0, 0, 0, 18, 0, 0, 0, '', '', '', '', '')").run()
    for (const [id, { name, type, flds, tmpls }] of Object.entries(TYPES)) {
      const kind = Uint8Array.from(type === 1 ? [8, 1] : [])
      database
        .prepare('INSERT INTO notetypes VALUES (?, ?, 0, 0, ?)')
        .run(Number(id), name, Buffer.from([...kind, ...lengthDelimited(3, utf8('.card {}'))]))
      for (const [ord, field] of flds.entries()) {
        database.prepare("INSERT INTO fields VALUES (?, ?, ?, x'')").run(Number(id), ord, field.name)
      }
      for (const [ord, { qfmt, afmt }] of tmpls.entries()) {
        const config = Buffer.from([...lengthDelimited(1, utf8(qfmt)), ...lengthDelimited(2, utf8(afmt))])
        database.prepare("INSERT INTO templates VALUES (?, ?, 'Card', 0, 0, ?)").run(Number(id), ord, config)
      }
    }
    database.prepare("INSERT INTO decks VALUES (7, ?, 0, 0, x'', x'')").run('Languages\u001FFrench')
    addNotes(database, notes)
  }
}

/** A Zstandard frame whose blocks are stored as they are, for which no compressor is needed. */
export function zstdFrame(bytes: Uint8Array): Uint8Array {
  const BLOCK = 128 * 1024
  const size = Buffer.alloc(8)
  size.writeBigUInt64LE(BigInt(bytes.length))
  // Magic number; a single segment with a content size of 8 bytes.
  const parts: Uint8Array[] = [Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0b1110_0000]), size]
  for (let at = 0; at < bytes.length; at += BLOCK) {
    const block = bytes.subarray(at, at + BLOCK)
    const isLast = at + BLOCK >= bytes.length ? 1 : 0
    const header = (block.length << 3) | isLast
    parts.push(Uint8Array.from([header & 255, (header >> 8) & 255, (header >> 16) & 255]), block)
  }
  return new Uint8Array(Buffer.concat(parts))
}
