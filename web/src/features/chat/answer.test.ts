import type { AskResponse, Citation, ConversationTurn } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { answerPartsOf, fragmentsOf } from './answer-fragments.ts'
import { answerMarkdown } from './answer-markdown.ts'
import {
  conversationAddress,
  firstQuestionAddress,
  readFirstQuestion,
  readPlace,
  type ConversationPlace,
} from './ask-address.ts'
import { filtersOf, isWiderThanShown, scopeOf } from './ask-scope.ts'
import { shownBranch, versionsOf } from './turn-branches.ts'

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

describe('the address', () => {
  const paramsOf = (address: string): URLSearchParams => new URL(address, 'http://host').searchParams

  it('of a first question keeps all of it', () => {
    const first = { question: 'What & why?', collection: 'Bücher', documentId: 'doc_1' }
    expect(readFirstQuestion(paramsOf(firstQuestionAddress(first)))).toEqual(first)
    expect(firstQuestionAddress(readFirstQuestion(new URLSearchParams()))).toBe('/ask')
  })

  it('of a conversation keeps the branch and the passage beside it', () => {
    const open = { documentId: 'doc_1', start: 1, end: 2, page: 4 }
    const place: ConversationPlace = { turnId: 'turn_1', open }
    expect(readPlace(paramsOf(conversationAddress('conv_1', place)))).toEqual(place)
    expect(conversationAddress('conv_1')).toBe('/ask/conv_1')
  })
})

it('the scope is what the filters say, as far as it can be shown', () => {
  const scope = { collection: 'Bücher', documentId: 'doc_1' }
  expect(filtersOf(scope)).toEqual({ collections: ['Bücher'], documentIds: ['doc_1'] })
  expect(scopeOf(filtersOf(scope))).toEqual(scope)
  expect(filtersOf({ collection: null, documentId: null })).toEqual({})
  expect(isWiderThanShown(filtersOf(scope))).toBe(false)
  expect(isWiderThanShown({ collections: ['a', 'b'] })).toBe(true)
  expect(isWiderThanShown({ languages: ['de'] })).toBe(true)
})

describe('the branch that is shown', () => {
  const turn = (id: string, parentId: string | null): ConversationTurn => ({
    id,
    parentId,
    question: id,
    createdAt: '2026-01-01T00:00:00.000Z',
    state: 'complete',
    response: null,
    failure: null,
  })
  const TURNS = [turn('a', null), turn('b', 'a'), turn('b2', 'a'), turn('c', 'b'), turn('d', 'b2'), turn('a2', null)]
  const shown = (turnId: string | null): string[] => shownBranch(TURNS, turnId).map(({ id }) => id)

  it('is the newest, or the newest that goes on from the turn of the address', () => {
    expect(shown(null)).toEqual(['a2'])
    expect(shown('a')).toEqual(['a', 'b2', 'd'])
    expect(shown('b')).toEqual(['a', 'b', 'c'])
    expect(shown('gone')).toEqual(['a2'])
    expect(shownBranch([], null)).toEqual([])
  })

  it('has turns with other versions beside them', () => {
    expect(versionsOf(TURNS, turn('b', 'a')).map(({ id }) => id)).toEqual(['b', 'b2'])
    expect(versionsOf(TURNS, turn('a2', null)).map(({ id }) => id)).toEqual(['a', 'a2'])
  })
})
