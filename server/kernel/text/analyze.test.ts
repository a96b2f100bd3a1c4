import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { analyze, createTermFinder } from './analyze.ts'

const terms = (text: string, language: string): string[] => analyze(text, language).map((token) => token.term)

/** Whether a search for one finds the other. */
function meet(query: string, text: string, language: string): boolean {
  const held = new Set(terms(text, language))
  const asked = terms(query, language)
  return asked.length > 0 && asked.every((term) => held.has(term))
}

describe('analyze', () => {
  test('removes stop words but counts their places', () => {
    expect(analyze('The cell is a factory', 'en')).toEqual([
      { term: 'cell', word: 'cell', start: 4, end: 8, position: 1 },
      { term: 'factori', word: 'factory', start: 14, end: 21, position: 4 },
    ])
    expect(terms("Don't you know what it's about?", 'en')).toEqual(['know'])
    expect(terms('the cell', 'und')).toEqual(['the', 'cell'])
  })

  test.each([
    ['Groesse', 'die Größe', 'de'],
    ['Strasse', 'auf der Straße', 'de'],
    ['Haeuser', 'das Haus', 'de'],
    ['neue Steuer', 'die neuen Steuern', 'de'],
    ['eau', "l'eau potable", 'fr'],
    ['eleve', 'les élèves', 'fr'],
    ['acqua', 'dell’acqua', 'it'],
    ['earth', "the Earth's core", 'en'],
    ["O'Neill", 'O’Neill wrote', 'en'],
    ['connection', 'they were connected', 'en'],
    ['C++', 'written in C++.', 'en'],
    ['event listener', 'call addEventListener()', 'en'],
    ['addeventlistener', 'call addEventListener()', 'en'],
    ['javascript', 'JavaScript', 'en'],
    ['61131', 'IEC 61131-3', 'en'],
    ['京都', '東京都', 'ja'],
    ['Москве', 'город Москва', 'ru'],
  ])('%s finds "%s" (%s)', (query, text, language) => {
    expect(meet(query, text, language)).toBe(true)
  })

  test.each([
    ['java', 'JavaScript', 'en'],
    ['C', 'C++', 'en'],
    ['universe', 'Die Universität', 'de'],
  ])('%s does not find "%s" (%s)', (query, text, language) => {
    expect(meet(query, text, language)).toBe(false)
  })

  test('a compound is found by the prefix that its term keeps', () => {
    const [compound] = terms('Haustürschlüssel', 'de')
    const [part] = terms('Haustür', 'de')
    expect(compound?.startsWith(part ?? '-')).toBe(true)
  })

  test('the parts of an identifier stand where their words would stand', () => {
    const positions = (text: string) =>
      new Map(analyze(text, 'en').map(({ word, position }) => [word, position] as const))
    expect(positions('keywordIndex works')).toEqual(
      new Map([
        ['keywordindex', 0],
        ['keyword', 0],
        ['index', 1],
        ['works', 2],
      ]),
    )
  })

  test('a text keeps its meaning after 100,000 other words have passed', () => {
    const before = terms('Generalizations of connected things', 'en')
    analyze(Array.from({ length: 100_000 }, (_, at) => `word${at}`).join(' '), 'en')
    expect(terms('Generalizations of connected things', 'en')).toEqual(before)
  })
})

describe('createTermFinder', () => {
  const words =
    `The the Äpfel aepfel apfel Haus Häuser straße Strasse C++ c# getUserName HTTPServer l'eau d'água Noël 1,000 3.14
naïve ﬁsh ＡＢＣ don't earth's skies dying ysgol ijs über ueber 線粒体 ไมโทคอน é 𝒜bc`.split(/\s+/)

  test.each(['en', 'de', 'fr', 'it', 'nl', 'sv', 'no', 'ga', 'tr', 'und'])(
    'finds what analyze gives for the terms that are wanted: %s',
    (language) => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...words), { maxLength: 20 }), fc.nat(), (chosen, seed) => {
          const text = chosen.join(' ')
          const all = analyze(text, language)
          const wanted = new Set(all.filter((_, at) => (at + seed) % 3 === 0).map(({ term }) => term))
          expect(createTermFinder(language, wanted)(text)).toEqual(all.filter(({ term }) => wanted.has(term)))
        }),
      )
    },
  )
})
