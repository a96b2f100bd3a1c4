import type { AskResponse, Citation } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { answerPartsOf, fragmentsOf } from './answer-fragments.ts'
import { answerMarkdown } from './answer-markdown.ts'
import { readAsk, requestOf, writeAsk, type AskChoice } from './ask-address.ts'

const cited = (n: number, text: string, more: Partial<Citation> = {}): Citation => ({
  n,
  rank: 1,
  score: 1,
  documentId: 'doc',
  versionHash: 'v',
  chunkId: '1',
  collection: 'library',
  path: 'a.pdf',
  title: 'Sleep [new]',
  headingPath: [],
  language: 'en',
  page: null,
  pageEnd: null,
  start: 0,
  end: text.length,
  text,
  ...more,
})

const ANSWER = 'Sleep [2] keeps memory. [1] Bees sleep, too [2], as some say [7].'
const CITATIONS = [
  cited(1, 'Sleep [2] keeps memory.', { page: 3, headingPath: ['Sleep [new]', 'Why'] }),
  cited(2, 'Bees rest.'),
]
const SENTENCES: AskResponse['sentences'] = [
  { text: 'Sleep [2] keeps memory.', start: 0, end: 23, citations: [1], support: 'supported', quotes: [] },
  { text: ANSWER.slice(28), start: 28, end: ANSWER.length, citations: [2], support: 'partly', quotes: [] },
]
const RESPONSE: AskResponse = {
  question: 'Why *sleep*?',
  answer: ANSWER,
  abstained: false,
  confidence: 0.9,
  sentences: SENTENCES,
  citations: CITATIONS,
  nearest: [],
  engine: 'extractive',
  fallbacks: [],
  searchedFor: 'Why *sleep*?',
  generation: null,
  tookMs: 1,
}

describe('the parts of an answer', () => {
  const parts = answerPartsOf(RESPONSE)

  it('are all of it, in order', () => {
    const text = parts.flatMap(({ fragments }) =>
      fragments.map((one) => (one.kind === 'text' ? one.text : `[${one.n}]`)),
    )
    expect(text.join('')).toBe(ANSWER)
    for (const { at, fragments } of parts) expect(fragments[0]?.at).toBe(at)
  })

  it('have markers where a source is cited, not where a quote has a number in brackets', () => {
    const markers = parts.map(({ support, fragments }) => [
      support,
      fragments.flatMap((one) => (one.kind === 'marker' ? [one.n] : [])),
    ])
    expect(markers).toEqual([
      ['supported', []],
      [null, [1]],
      ['partly', [2]],
    ])
  })

  it('of an answer that is still coming are cut at the sources known so far', () => {
    expect(fragmentsOf('a [1] b [2', new Set([1])).map(({ kind }) => kind)).toEqual(['text', 'marker', 'text'])
  })
})

it('a copied answer has its sources by number, with place, address and quote', () => {
  const copied = answerMarkdown(RESPONSE, {
    sources: 'Sources',
    page: (page) => `page ${page}`,
    addressOf: ({ n }) => `http://host/${n}`,
  })
  expect(copied).toBe(String.raw`**Why \*sleep\*?**

${ANSWER}

Sources:

1. [Sleep \[new\]](http://host/1), Why › page 3: “Sleep [2] keeps memory.”
2. [Sleep \[new\]](http://host/2): “Bees rest.”`)
})

describe('the address of a question', () => {
  const choice: AskChoice = {
    question: 'What & why?',
    collection: 'Bücher',
    documentId: 'doc_1',
    answerId: 'x',
    open: { documentId: 'doc_1', start: 1, end: 2, page: 4 },
  }

  it('keeps all of it', () => {
    expect(readAsk(new URLSearchParams(writeAsk(choice).toString()))).toEqual(choice)
    const none = readAsk(new URLSearchParams())
    expect(writeAsk(none).toString()).toBe('')
  })

  it('asks within its scope', () => {
    expect(requestOf(choice)).toEqual({
      question: 'What & why?',
      filters: { collections: ['Bücher'], documentIds: ['doc_1'] },
    })
    expect(requestOf({ question: 'q', collection: null, documentId: null })).toEqual({ question: 'q' })
  })
})
