import { expect, it } from 'vitest'
import { embeddingInput } from './embedding-input.ts'

const chunkOf = (headingPath: readonly string[]) => ({
  id: 1,
  ordinal: 0,
  headingPath,
  start: 0,
  end: 4,
  pageStart: null,
  pageEnd: null,
  tokenCount: 1,
  text: 'Text',
})

it.each([
  [
    'title and headings above the text',
    { title: 'Book', titled: true },
    ['Part', 'Chapter'],
    'Book\nPart\nChapter\nText',
  ],
  ['a title that is the first heading once', { title: 'Book', titled: true }, ['Book', 'Part'], 'Book\nPart\nText'],
  ['no title that is only the file name', { title: 'scan-17', titled: false }, [], 'Text'],
])('puts %s', (_, document, headings, expected) => {
  expect(embeddingInput(document, chunkOf(headings))).toBe(expected)
})
