import { describe, expect, it } from 'vitest'
import type { AskResponse } from '@learnpath/contracts'
import { automaticQuality, judgeAnswer, NOTHING_MEASURED, type AskedQuestion } from './measure-answer.ts'
import { responseOf } from './testing/chat-lab.double.ts'
import { coveredTopics } from './topic-coverage.ts'

const found = (topics: string[][], answer: string, language: string) =>
  coveredTopics(topics, answer, language).map((topic) => topic.found)

describe('expected topics', () => {
  it('are found in another inflection, under another name, in English and German', () => {
    expect(found([['measurement'], ['cell membrane']], 'He measured the membranes of cells [1].', 'en')).toEqual([
      true,
      true,
    ])
    expect(
      found([['Zeitglied'], ['Instanz', 'Instanzdatenbaustein']], 'Zwei Zeitglieder brauchen zwei Instanzen.', 'de'),
    ).toEqual([true, true])
  })

  it('of several words stand in one sentence', () => {
    expect(found([['cell membrane']], 'A cell is small. A membrane is thin.', 'en')).toEqual([false])
  })

  it('with signs or figures stand there letter by letter and not within others', () => {
    expect(
      found([['T#1m30s'], ['304'], ['n log n'], [':= TRUE']], 'Schreibe t#1M30S; 1304 nicht. Q := TRUE', 'de'),
    ).toEqual([true, false, false, true])
    expect(found([['n log n']], 'It costs n log n comparisons.', 'en')).toEqual([true])
    expect(found([['1']], 'As said [1].', 'en')).toEqual([false])
  })

  it('of function words are found as words', () => {
    expect(found([['nicht', 'nein']], 'Er wird nicht verlängert.', 'de')).toEqual([true])
    expect(found([['nein']], 'Er ist einer von neinzig.', 'de')).toEqual([false])
  })
})

describe('measures of an answer', () => {
  const asked = (given: Partial<AskedQuestion> = {}): AskedQuestion => ({
    text: 'What causes the tides?',
    language: 'en',
    topics: [['moon'], ['sun']],
    documents: ['tides.md'],
    answerable: true,
    ...given,
  })
  const response = (said: string): AskResponse => responseOf({ question: '', maxSentences: 4, model: 'm' }, said)
  const judged = (given: Partial<AskedQuestion>, said: string | null) =>
    judgeAnswer(asked(given), said === null ? null : response(said), NOTHING_MEASURED).measures

  it('of a good one, a half-true one and none', () => {
    expect(judged({}, 'The moon [1]. The sun [1].')).toMatchObject({
      topicCoverage: 1,
      citationPrecision: 1,
      faithfulness: 1,
      abstentionRight: 1,
      documentCited: 1,
    })
    expect(judged({}, 'The moon [1]. Cheese [1]?')).toMatchObject({
      topicCoverage: 0.5,
      citationPrecision: 0.5,
      faithfulness: 0.5,
    })
    expect(judged({}, '')).toMatchObject({
      topicCoverage: 0,
      citationPrecision: null,
      faithfulness: null,
      abstentionRight: 0,
      documentCited: 0,
    })
  })

  it('a sentence without a citation bears none', () => {
    expect(judged({}, 'The moon.')).toMatchObject({ citationPrecision: null, documentCited: 0 })
  })

  it('where the documents hold no answer, saying so is all that is right', () => {
    expect(judged({ answerable: false }, '')).toMatchObject({
      topicCoverage: null,
      documentCited: null,
      abstentionRight: 1,
    })
    expect(judged({ answerable: false }, 'The moon [1].').abstentionRight).toBe(0)
    expect(judged({ answerable: null }, '').abstentionRight).toBeNull()
    expect(judged({ answerable: false }, null).abstentionRight).toBe(0)
  })

  it('come together to one number; a failure is worth nothing, and nothing expected is no number', () => {
    expect(automaticQuality(judged({}, 'The moon [1]. The sun [1].'), false)).toBe(100)
    expect(automaticQuality(judged({}, null), true)).toBe(0)
    expect(automaticQuality(judged({ topics: [], documents: [], answerable: null }, ''), false)).toBeNull()
    expect(automaticQuality(judged({ answerable: false }, ''), false)).toBe(100)
  })
})
