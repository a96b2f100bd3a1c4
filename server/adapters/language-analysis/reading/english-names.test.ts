import { expect, it } from 'vitest'
import { analyseDocument } from '../analyse-document.ts'
import { readChunk } from './read-chunk.ts'

const read = (text: string) => readChunk({ text, language: 'en' })
const named = (text: string): string[] =>
  read(text)
    .mentions.filter(({ type }) => type !== 'term')
    .map(({ start, end, type }) => `${text.slice(start, end)} (${type})`)

it('finds names of several words with the small words and signs inside of them', () => {
  expect(
    named(
      'She left the University of Cambridge for the Department of Health and Human Services. Ludwig van Beethoven and Franz Liszt met Johnson & Johnson in New York.',
    ),
  ).toEqual([
    'University of Cambridge (organization)',
    'Department of Health and Human Services (organization)',
    'Ludwig van Beethoven (person)',
    'Franz Liszt (person)',
    'Johnson & Johnson (organization)',
    'New York (place)',
  ])
})

it('takes titles off and keeps initials, Jr. and numbers', () => {
  expect(named('Then U.S. President George W. Bush met Dr. Martin Luther King Jr. and the crew of Apollo 11.')).toEqual(
    ['U.S. (place)', 'George W. Bush (person)', 'Martin Luther King Jr. (person)', 'Apollo 11 (product)'],
  )
})

it('does not take the word that begins a sentence, a heading or a shouted line for a name', () => {
  expect(
    named('Chapter 3: The Structure of Cells\nMembranes protect cells. Testimony was heard. See Figure 3.'),
  ).toEqual([])
  expect(named('THIS MUST NOT BE OPENED DURING OPERATION\nWe NEVER open it.')).toEqual([])
  expect(named('Zempilas said so. Green plants grow.')).toEqual(['Zempilas (person)'])
})

it('finds in a heading the names that the text below it uses', () => {
  expect(named('Rules of Grid\nPeople say that Grid is easy, and Grid came late.')[0]).toBe('Grid (name)')
})

it('cuts the possessive off where the owner is another thing than what follows', () => {
  expect(named("They praised Turkey's Prime Minister and Newton's law, then Occam's Razor.")).toEqual([
    'Turkey (place)',
    'Newton (name)',
    "Occam's Razor (name)",
  ])
})

it('gives a surname the type of the full name beside it', () => {
  expect(named('Marie Curie won. The work of Curie matters.')).toEqual(['Marie Curie (person)', 'Curie (person)'])
})

it('finds titles of works in quotation marks', () => {
  expect(named('The song "Here You Come Again" was late.')).toEqual(['Here You Come Again (name)'])
})

it('leaves handles and hash tags of social media alone', () => {
  expect(named('thanks @RustLang for #OpenSource')).toEqual([])
})

it('gives a name the key that the same words have as a phrase of a document', () => {
  const text =
    "Many saw Newton's Method in Boston. The Golgi Apparatus of cells is small, and Golgi Apparatuses divide."
  const block = { kind: 'paragraph', start: 0, end: text.length } as const
  const { phrases } = analyseDocument({ title: '', language: 'en', text, blocks: [block], marks: [], pages: [] })
  const keys = new Set(phrases.map(({ key }) => key))
  const { mentions } = read(text)
  const shared = mentions.filter(({ key }) => keys.has(key)).map(({ start, end }) => text.slice(start, end))
  expect(shared).toEqual(expect.arrayContaining(['Golgi Apparatus', 'Golgi Apparatuses']))
})

it('gives the two names of one thing as aliases, and the sentences they stand in', () => {
  const text = 'Deoxyribonucleic acid (DNA) is long. It is stored.'
  const { mentions, aliases, sentenceEnds } = read(text)
  const [alias] = aliases
  const names = [alias?.first, alias?.second]
    .map((index) => mentions[index ?? -1])
    .map((each) => text.slice(each?.start, each?.end))
  expect(names).toEqual(['Deoxyribonucleic acid', 'DNA'])
  expect(alias).toMatchObject({ kind: 'acronym', start: 0, end: 36 })
  expect(sentenceEnds).toEqual([36, text.length])
})

it('gives mentions in the order of the text, the longer first, each place once', () => {
  const { mentions } = read(
    'Siemens AG, also known as Siemens, was founded in Berlin on 1 October 1847 by Werner von Siemens.',
  )
  const places = mentions.map(({ start, end }) => [start, -end] as const)
  expect(places).toEqual(places.toSorted((left, right) => left[0] - right[0] || left[1] - right[1]))
  expect(new Set(places.map(String)).size).toBe(places.length)
})

it('reads the same whatever was read before, and odd texts without harm', () => {
  const text = 'Hooke saw cells in London. Kubernetes and Zorbulax run.'
  const first = read(text)
  for (const odd of [
    '',
    ' ',
    '\n\n',
    '\uD800',
    '名古屋は大きい。',
    'A'.repeat(5000),
    'A. '.repeat(3000),
    '"A '.repeat(3000),
  ]) {
    read(odd)
  }
  expect(read(text)).toEqual(first)
})
