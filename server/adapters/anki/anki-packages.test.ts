import { LearnPathError } from '@learnpath/contracts'
import { unzipSync } from 'fflate'
import Database from 'libsql'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AnkiNote, AnkiPackageContent } from '../../ports/anki-packages.ts'
import { createAnkiPackages } from './anki-packages.ts'
import { openPackage } from './open-package.ts'
import { readCollection } from './read-collection.ts'
import { fillLegacy, fillNew, sqliteBytes, zipped, zstdFrame, type ForeignNote } from './testing/foreign-packages.ts'

const AT = Date.UTC(2026, 10, 21, 12)
const DAY = 86_400_000
const packages = createAnkiPackages()

const note = (values: Partial<AnkiNote> = {}): AnkiNote => ({
  guid: 'item_1',
  deck: 'Biology',
  kind: 'basic',
  frontHtml: 'What is osmosis?',
  backHtml: 'Water &lt;moving&gt;',
  sourceHtml: '<a href="http://127.0.0.1/x">Book</a>',
  tags: ['cells', 'two words'],
  suspended: false,
  state: 'new',
  dueAt: AT,
  stabilityDays: null,
  difficulty: null,
  lapses: 0,
  reviews: [],
  ...values,
})

const REVIEWS = [
  { at: AT - 3 * DAY, rating: 'good', durationMs: 4000, stateBefore: 'new', intervalDays: 0.007 },
  { at: AT - 2 * DAY, rating: 'again', durationMs: null, stateBefore: 'learning', intervalDays: 3 },
] as const
const CLOZE = note({
  guid: 'item_2',
  kind: 'cloze',
  backHtml: '',
  frontHtml: 'The {{c1::cell::a unit}} lives',
  deck: 'A::B',
  suspended: true,
})
const REVIEWED = note({ state: 'review', dueAt: AT + DAY, stabilityDays: 2.5, difficulty: 5, reviews: REVIEWS })

/** Rows of a written package by plain SQL, as another program would see them. */
function query(bytes: Uint8Array, sql: string): Record<string, unknown>[] {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-anki-test-'))
  const file = join(folder, 'collection')
  writeFileSync(file, unzipSync(bytes)['collection.anki2'] ?? '')
  const database = new Database(file)
  try {
    return database.prepare(sql).all() as Record<string, unknown>[]
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

test('a package that is read again gives the same cards with their reviews', async () => {
  const { cards, refused } = await packages.read(await packages.write([REVIEWED, CLOZE], AT))
  expect(refused).toEqual([])
  expect(cards.toSorted((a, b) => (a.guid < b.guid ? -1 : 1))).toEqual([
    {
      guid: 'item_1',
      deck: 'Biology',
      kind: 'basic',
      front: 'What is osmosis?',
      back: 'Water <moving>',
      tags: ['cells', 'two_words'],
      suspended: false,
      reviews: REVIEWS.map(({ at, rating, durationMs }) => ({ at, rating, durationMs })),
    },
    {
      guid: 'item_2',
      deck: 'A::B',
      kind: 'cloze',
      front: 'The {{c1::cell::a unit}} lives',
      back: '',
      tags: ['cells', 'two_words'],
      suspended: true,
      reviews: [],
    },
  ])
})

test('a written collection is sound SQLite of schema 11 with one card to each note', async () => {
  const bytes = await packages.write([REVIEWED, CLOZE], AT)
  expect(Object.keys(unzipSync(bytes)).toSorted()).toEqual(['collection.anki2', 'media'])
  expect(query(bytes, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(query(bytes, 'SELECT ver FROM col')).toEqual([{ ver: 11 }])
  expect(
    query(
      bytes,
      'SELECT c.type, c.queue, c.ivl, c.due, c.reps FROM cards c JOIN notes n ON n.id = c.nid ORDER BY n.guid',
    ),
  ).toEqual([
    // Due four days after the day of the first review.
    { type: 2, queue: 2, ivl: 3, due: 4, reps: 2 },
    { type: 0, queue: -1, ivl: 0, due: 2, reps: 0 },
  ])
  expect(query(bytes, 'SELECT ease, ivl, type FROM revlog ORDER BY id')).toEqual([
    { ease: 3, ivl: -605, type: 0 },
    { ease: 1, ivl: 3, type: 0 },
  ])
  // The first eight digits of the SHA-1 of "What is osmosis?", as Anki reckons it.
  expect(query(bytes, "SELECT sfld, csum FROM notes WHERE guid = 'item_1'")).toEqual([
    { sfld: 'What is osmosis?', csum: 0x7104_ca01 },
  ])
})

test('a later export keeps the ids by which Anki finds note, note type and deck, and is newer', async () => {
  const ids =
    'SELECT n.id, n.guid, n.mid, c.id AS card, c.did FROM notes n JOIN cards c ON c.nid = n.id ORDER BY n.guid'
  const first = await packages.write([REVIEWED, CLOZE], AT)
  const second = await packages.write([CLOZE, { ...REVIEWED, backHtml: 'changed' }, note({ guid: 'new' })], AT + DAY)
  expect(query(second, ids)).toEqual(expect.arrayContaining(query(first, ids)))
  const newest = (bytes: Uint8Array) => Number(query(bytes, 'SELECT min(mod) AS mod FROM notes')[0]?.['mod'])
  expect(newest(second) - newest(first)).toBe(86_400)
  const models = (bytes: Uint8Array) => query(bytes, 'SELECT models FROM col')
  expect(models(second)).toEqual(models(first))
})

test('the same notes at the same time give the same bytes', async () => {
  const [first, second] = [await packages.write([REVIEWED, CLOZE], AT), await packages.write([REVIEWED, CLOZE], AT)]
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
})

/** What the process does, without one. */
function readHere(bytes: Uint8Array): AnkiPackageContent {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-anki-test-'))
  const file = join(folder, 'collection')
  try {
    writeFileSync(file, openPackage(bytes).collection)
    return readCollection(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const FOREIGN: readonly ForeignNote[] = [
  { guid: 'g1', type: '1', fields: ['chat<br>noir', '<b>cat</b> &amp; dog', ''], tags: ' animal easy ', cards: [0, 1] },
  { guid: 'g2', type: '2', fields: ['{{c1::Paris::city}} is in {{c2::France}}', 'Extra &nbsp;text'], cards: [0, 1] },
  { guid: 'g3', type: '3', fields: ['mot', 'word'], queue: -1 },
  {
    guid: 'g4',
    type: '1',
    fields: ['<img src="x.png"> see [sound:a.mp3]', '<script>alert(1)</script><style>p{}</style>ok', 'e'],
  },
]

const EXPECTED = [
  { guid: 'g1', kind: 'basic', front: 'chat\nnoir', back: 'cat & dog', tags: ['animal', 'easy'], suspended: false },
  { guid: 'g1/2', kind: 'basic', front: 'cat & dog (plain)', back: 'chat\nnoir' },
  { guid: 'g2', kind: 'cloze', front: '{{c1::Paris::city}} is in France', back: 'Extra  text' },
  { guid: 'g2/2', kind: 'cloze', front: 'Paris is in {{c1::France}}' },
  { guid: 'g3', kind: 'basic', front: 'mot  word', back: 'word Languages::French', suspended: true },
  { guid: 'g4', front: '[x.png] see [sound:a.mp3]', back: 'ok\n(e)' },
]

test.each([
  ['of schema 11', () => zipped({ 'collection.anki2': sqliteBytes(fillLegacy(FOREIGN)) })],
  [
    'of schema 11 beside a stub',
    () =>
      zipped({
        'collection.anki2': sqliteBytes(fillLegacy([])),
        'collection.anki21': sqliteBytes(fillLegacy(FOREIGN)),
      }),
  ],
  [
    'of schema 18, compressed',
    () =>
      zipped({
        'collection.anki21b': zstdFrame(sqliteBytes(fillNew(FOREIGN))),
        'collection.anki2': sqliteBytes(fillLegacy([])),
      }),
  ],
])('cards of a package %s are rendered by their templates, with decks, tags and reviews', (_, bytes) => {
  const { cards, refused } = readHere(bytes())
  expect(cards.map((card) => ({ ...card, front: card.front.replace(/ {2,}/, '  ') }))).toMatchObject(EXPECTED)
  expect(new Set(cards.map(({ deck }) => deck))).toEqual(new Set(['Languages::French']))
  expect(
    cards.every(
      ({ reviews }) => reviews.length === 1 && reviews[0]?.rating === 'good' && reviews[0].durationMs === 5000,
    ),
  ).toBe(true)
  expect(refused).toEqual([{ what: 'pictures and sounds of 1 cards', why: expect.any(String) }])
})

const legacy = (): Uint8Array => sqliteBytes(fillLegacy(FOREIGN))
const overwritten = (bytes: Uint8Array, from: number): Uint8Array =>
  bytes.map((byte, index) => (index >= from ? (index * 31) & 255 : byte))

test.each<[string, () => Uint8Array, string]>([
  ['no ZIP archive', () => new TextEncoder().encode('hello'), 'LP_IMPORT_DAMAGED'],
  ['a ZIP archive that is cut off', () => zipped({ 'collection.anki2': legacy() }).slice(0, -60), 'LP_IMPORT_DAMAGED'],
  [
    'a ZIP archive of something else',
    () => zipped({ 'word/document.xml': new Uint8Array(10) }),
    'LP_IMPORT_UNSUPPORTED',
  ],
  [
    'no SQLite',
    () => zipped({ 'collection.anki2': new TextEncoder().encode('no database '.repeat(500)) }),
    'LP_IMPORT_DAMAGED',
  ],
  ['an empty collection file', () => zipped({ 'collection.anki2': new Uint8Array() }), 'LP_IMPORT_DAMAGED'],
  ['SQLite with damaged pages', () => zipped({ 'collection.anki2': overwritten(legacy(), 5000) }), 'LP_IMPORT_DAMAGED'],
  ['SQLite that is cut off', () => zipped({ 'collection.anki2': legacy().subarray(0, 9000) }), 'LP_IMPORT_DAMAGED'],
  [
    'SQLite without the tables',
    () => zipped({ 'collection.anki2': sqliteBytes((db) => db.exec('CREATE TABLE x (a)')) }),
    'LP_IMPORT_DAMAGED',
  ],
  [
    'a view in place of a table',
    () =>
      zipped({
        'collection.anki2': sqliteBytes((db) => {
          fillLegacy([])(db)
          db.exec(
            'DROP TABLE cards; CREATE VIEW cards AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n',
          )
        }),
      }),
    'LP_IMPORT_DAMAGED',
  ],
  [
    'note types that are no JSON',
    () =>
      zipped({
        'collection.anki2': sqliteBytes((db) => {
          fillLegacy(FOREIGN)(db)
          db.exec("UPDATE col SET models = '{'")
        }),
      }),
    'LP_IMPORT_DAMAGED',
  ],
  [
    'damaged Zstandard',
    () => zipped({ 'collection.anki21b': overwritten(zstdFrame(legacy()), 2) }),
    'LP_IMPORT_DAMAGED',
  ],
  [
    'Zstandard that is cut off',
    () => zipped({ 'collection.anki21b': zstdFrame(legacy()).subarray(0, 9000) }),
    'LP_IMPORT_DAMAGED',
  ],
  [
    'a collection that claims gigabytes',
    () => claiming(zipped({ 'collection.anki2': legacy() }), 3_000_000_000),
    'LP_IMPORT_UNSUPPORTED',
  ],
  [
    'a collection that is larger than it claims',
    () => claiming(zipped({ 'collection.anki2': legacy() }), 4096),
    'LP_IMPORT_DAMAGED',
  ],
])('%s is refused', (_, bytes, code) => {
  expect(() => readHere(bytes())).toThrow(expect.objectContaining({ code }))
})

test('a package that cannot be read is told by the process that tried, and does this one no harm', async () => {
  await expect(packages.read(new TextEncoder().encode('hello'))).rejects.toMatchObject({ code: 'LP_IMPORT_DAMAGED' })
  const damaged = zipped({ 'collection.anki2': overwritten(legacy(), 5000) })
  await expect(packages.read(damaged)).rejects.toMatchObject({ code: 'LP_IMPORT_DAMAGED' })
})

/** The archive with another unpacked size in its directory. */
function claiming(archive: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(archive)
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  bytes.writeUInt32LE(size, directory + 24)
  return new Uint8Array(bytes)
}

test('a package that keeps its reader busy is given up, and nothing of it stays', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('learnpath-anki-')).length
  const impatient = createAnkiPackages({ timeoutMs: 30 })
  const failure = await impatient.read(zipped({ 'collection.anki2': legacy() })).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(LearnPathError)
  expect(failure).toMatchObject({ code: 'LP_IMPORT_UNSUPPORTED' })
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('learnpath-anki-')).length).toBeLessThanOrEqual(before)
})

test('text notes of Anki are read with their ids, decks and tags, whatever separates them', async () => {
  const text = [
    '#separator:Semicolon',
    '#html:false',
    '#guid column:1',
    '#deck column:2',
    '#tags column:5',
    'g1;French;chat;"cat; ""the"" <animal>\nand more";a b',
    '# a remark',
    'g2;French;{{c1::un}} chat;;',
    'g3;French;;no front;',
  ].join('\n')
  const { cards, refused } = await packages.readText(new TextEncoder().encode(text), { deck: 'file' })
  expect(cards).toMatchObject([
    {
      guid: 'g1',
      deck: 'French',
      kind: 'basic',
      front: 'chat',
      back: 'cat; "the" <animal>\nand more',
      tags: ['a', 'b'],
    },
    { guid: 'g2', kind: 'cloze', front: '{{c1::un}} chat', back: '' },
  ])
  expect(refused).toHaveLength(1)
})

test('text without a head is split at its tabs and goes to the deck of its name', async () => {
  const bytes = new TextEncoder().encode('chat\tcat\r\nchien\t<b>dog</b>\r\n')
  const { cards } = await packages.readText(bytes, { deck: 'words' })
  expect(cards).toMatchObject([
    { deck: 'words', front: 'chat', back: 'cat' },
    { deck: 'words', front: 'chien', back: 'dog' },
  ])
  const again = await packages.readText(bytes, { deck: 'words' })
  expect(again.cards.map(({ guid }) => guid)).toEqual(cards.map(({ guid }) => guid))
  await expect(packages.readText(new TextEncoder().encode('a\t"never closed'), { deck: 'x' })).rejects.toMatchObject({
    code: 'LP_IMPORT_DAMAGED',
  })
  await expect(packages.readText(Uint8Array.from([0xff, 0xfe, 0xfd]), { deck: 'x' })).rejects.toMatchObject({
    code: 'LP_IMPORT_DAMAGED',
  })
})
