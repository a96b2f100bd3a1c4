import { expect, test } from 'vitest'
import { createAnkiPackages } from '../../../adapters/anki/anki-packages.ts'
import { writeZip } from '../../../adapters/zip/zip-writer.ts'
import { exchangeOf } from '../testing/exchange-fixture.ts'
import {
  AWKWARD,
  awkwardItems,
  sampleCard,
  sampleItem,
  sampleItems,
  samplePassage,
} from '../testing/learning-samples.ts'
import { frontHtml } from './anki-notes.ts'
import { textAsHtml, withMathDelimiters } from './text-as-html.ts'

const packages = createAnkiPackages()
const adapters = { ankiPackages: packages, writeZip }
const exported = async (
  format: Parameters<ReturnType<typeof exchangeOf>['exchange']['export']>[0]['format'],
  learning: Parameters<typeof exchangeOf>[0],
) => {
  const { exchange } = exchangeOf(learning, adapters)
  return await exchange.export(learning.items === undefined ? { format } : { format, quizId: 'quiz_1' })
}
const textOf = async (...args: Parameters<typeof exported>) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode((await exported(...args)).bytes)

/** Rows of a CSV file, by a reading of RFC 4180 of its own. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}

test('CSV keeps quotes, commas and line breaks, and no cell is a formula to a spreadsheet', async () => {
  const cards = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx', AWKWARD].map((front, index) =>
    sampleCard({ id: `card_${index}`, front, back: 'a "b", c' }),
  )
  const csv = await textOf('csv', { cards })
  expect(csv.startsWith('\uFEFF')).toBe(true)
  const [head = [], ...rows] = rowsOf(csv.slice(1))
  expect(rows).toHaveLength(cards.length)
  expect(rows.every((row) => row.length === head.length)).toBe(true)
  const question = head.indexOf('question')
  expect(rows.map((row) => row[question])).toEqual([...cards.slice(0, 5).map(({ front }) => `'${front}`), AWKWARD])
  expect(rows.flat().some((cell) => /^[=+\-@\t\r]/.test(cell))).toBe(false)
  expect(rows[0]?.[head.indexOf('answer')]).toBe('a "b", c')
})

test('a text file for Anki is read again as the same cards', async () => {
  const cards = [
    sampleCard({
      front: `tab\there "quoted"\n  indented <b>`,
      tags: ['one', 'two'],
      back: AWKWARD.replaceAll('$x^2$', ''),
    }),
    sampleCard({ id: 'card_2', kind: 'cloze', front: 'A {{c1::cell::unit}} & a {{c2::wall}}', back: '' }),
    sampleCard({ id: 'card_3', passage: samplePassage(), front: 'where?', back: 'there' }),
  ]
  const { bytes } = await exported('anki-tsv', { cards })
  const { cards: read, refused } = await packages.readText(bytes, { deck: 'other' })
  expect(refused).toEqual([])
  expect(
    read.map(({ guid, deck, kind, front, back, tags }) => ({
      guid,
      deck,
      kind,
      front: front.replaceAll('\u2003', '\t'),
      back: back.replaceAll('\u2003', '\t'),
      tags,
    })),
  ).toEqual(cards.map(({ id, deck, kind, front, back, tags }) => ({ guid: id, deck, kind, front, back, tags })))
})

test('Markdown shows text as it is written', async () => {
  const text = await textOf('markdown', { items: [sampleItem({ stem: '# 1. *a* _b_ [c](d) <e> `f` & | g' })] })
  expect(text).toContain(String.raw`\# 1. \*a\* \_b\_ \[c\](d) \<e\> \`f\` &amp; \| g`)
  expect(text).toContain('> Osmosis is the movement of water')
  expect(text.indexOf('## Answers')).toBeGreaterThan(text.indexOf('- B) Water'))
})

test('a printed page asks first, answers on a new page, escapes everything and runs nothing', async () => {
  const text = await textOf('html', { items: awkwardItems() })
  expect(text).not.toMatch(/<script|<b>|javascript:|onerror/i)
  expect(text).toContain(textAsHtml(AWKWARD))
  const solutions = text.indexOf('<section class="new-page">')
  expect(text.indexOf('<blockquote>')).toBeGreaterThan(solutions)
  expect(text.match(/dir="auto"/g)?.length).toBeGreaterThan(12)
  expect(text).toContain("default-src 'none'")
})

test('formulas get the delimiters of MathJax, and prices stay prices', () => {
  expect(withMathDelimiters('so $x^2$ and $$\\frac{a}{b}$$ and \\(y\\)')).toBe(
    'so \\(x^2\\) and \\[\\frac{a}{b}\\] and \\(y\\)',
  )
  for (const price of ['$5 and $6', 'US$ 5_000 $', 'cost: $5=$3+2', '\\$x_1$']) {
    expect(withMathDelimiters(price)).toBe(price)
  }
  expect(frontHtml({ kind: 'basic', front: '\\(a<b\\)' })).toBe('\\(a&lt;b\\)')
})

test('braces of a formula do not end a deletion, and braces of a document begin none', () => {
  expect(frontHtml({ kind: 'cloze', front: 'x is {{c1::\\(\\frac{1}{2}\\)}} in {{name}}' })).toBe(
    'x is {{c1::\\(\\frac{1}{2}\\)}} in {&#123;name}}',
  )
  expect(frontHtml({ kind: 'cloze', front: '{{c1::std: :vec}}' })).toBe('{{c1::std: :vec}}')
})

test.each(['apkg', 'anki-tsv', 'csv', 'markdown', 'json', 'gift', 'moodle-xml', 'qti', 'html'] as const)(
  'the same items at the same time give the same bytes as %s, whatever the time zone',
  async (format) => {
    const zone = process.env['TZ']
    const bytes = async (inZone: string) => {
      process.env['TZ'] = inZone
      return Buffer.from((await exported(format, { items: sampleItems() })).bytes)
    }
    try {
      expect((await bytes('Asia/Tokyo')).equals(await bytes('America/New_York'))).toBe(true)
    } finally {
      if (zone === undefined) delete process.env['TZ']
      else process.env['TZ'] = zone
    }
  },
)
