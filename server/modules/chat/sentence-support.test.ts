import type { Citation, SentenceSupport } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { createManualClock } from '../../ports/clock.double.ts'
import { createRecordingMetrics } from '../../ports/metrics.double.ts'
import type { AnswerPiece } from './answer-pieces.ts'
import { createChat } from './chat.ts'
import { checkPieces } from './sentence-support.ts'
import { createSmallLibrary } from './small-library.double.ts'

const cited = (n: number, text: string, language = 'en'): Citation => ({
  n,
  rank: 1,
  score: 1,
  documentId: 'doc',
  versionHash: 'v1',
  chunkId: '1',
  collection: 'library',
  path: 'a.txt',
  title: 'A',
  headingPath: [],
  language,
  page: null,
  pageEnd: null,
  start: 0,
  end: text.length,
  text,
})

const CITATIONS = [
  cited(1, 'The tour of the dome takes 45 minutes. Dogs are not allowed because their hair harms the instruments.'),
  cited(2, 'The largest telescope has a mirror of 2.4 metres.'),
  cited(3, 'Der Ofen wird auf 250 Grad vorgeheizt, danach backt das Brot 50 Minuten.', 'de'),
]

function support(text: string, citations: readonly number[], language = 'en'): SentenceSupport | undefined {
  const piece: AnswerPiece = { text, start: 0, end: text.length, language, citations }
  return checkPieces([piece], CITATIONS)[0]?.support
}

describe('the support of a sentence', () => {
  it.each([
    ['word for word', 'Dogs are not allowed because their hair harms the instruments.', [1]],
    ['with its marker within', 'The tour of the dome takes 45 minutes [1].', [1]],
    ['over a line end of the document', 'The tour of  the\ndome takes 45 minutes.', [1]],
    ['in other words of the same stems', 'A tour of the dome took 45 minutes.', [1]],
    ['from two quotes', 'The dome tour takes 45 minutes and its telescope has a 2.4 metres mirror.', [1, 2]],
  ])('%s: supported', (_, text, citations) => {
    expect(support(text, citations)).toBe('supported')
  })

  it.each([
    ['another number', 'The tour of the dome takes 90 minutes.', [1]],
    ['what the quote denies', 'Dogs are allowed because their hair harms the instruments.', [1]],
    ['a denial of what the quote says', 'The largest telescope never has a mirror of 2.4 metres.', [2]],
    ['the opposite', 'The smallest telescope has a mirror of 2.4 metres.', [2]],
    ['more than the quote says', 'Dogs harm instruments, so visitors leave them at the gate of the park.', [1]],
  ])('%s: not more than partly', (_, text, citations) => {
    expect(support(text, citations)).toBe('partly')
  })

  it.each([
    ['something else', 'Bread needs flour, water and yeast.', [1, 2]],
    ['without a citation', 'The tour of the dome takes 45 minutes.', []],
    ['with another citation than the one that says it', 'The tour of the dome takes 45 minutes.', [2]],
    ['with a number that no citation has', 'The tour of the dome takes 45 minutes.', [9]],
  ])('%s: not found', (_, text, citations) => {
    expect(support(text, citations)).toBe('not-found')
  })

  it('goes by the stems of the language of the answer', () => {
    expect(support('Danach backt das Brot 50 Minuten.', [3], 'de')).toBe('supported')
    expect(support('Das Brot backt 60 Minuten.', [3], 'de')).toBe('partly')
  })
})

describe('the sentences of an extractive answer', () => {
  const text =
    'The observatory [2] stands on a hill above the town. It was founded in 1884 by Anna Keller [1]. Its telescope is large.'

  it('stand at their places, rest on the quote that they are of, and are supported', async () => {
    const documents = [{ path: 'observatory.txt', language: 'en', text }]
    const chat = createChat({
      retrieval: createSmallLibrary(documents),
      clock: createManualClock(),
      metrics: createRecordingMetrics(),
    })
    const { answer, sentences, citations } = await chat.ask({
      question: 'When was the observatory founded?',
      maxSentences: 4,
    })
    expect(sentences.length).toBeGreaterThan(1)
    for (const sentence of sentences) {
      expect(answer.slice(sentence.start, sentence.end)).toBe(sentence.text)
      expect(sentence.support).toBe('supported')
      expect(citations.find(({ n }) => n === sentence.citations[0])?.text).toContain(sentence.text)
    }
  })

  it('are none when there is no answer', async () => {
    const chat = createChat({
      retrieval: createSmallLibrary([]),
      clock: createManualClock(),
      metrics: createRecordingMetrics(),
    })
    expect((await chat.ask({ question: 'What is tar?', maxSentences: 4 })).sentences).toEqual([])
  })
})
