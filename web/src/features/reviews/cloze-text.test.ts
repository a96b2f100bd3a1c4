import { describe, expect, it } from 'vitest'
import { clozeAnswers, clozeQuestion } from './cloze-text.ts'

describe('a cloze card', () => {
  it.each([
    ['{{c1::Paris}} is in {{c2::France::a country}}.', '_____ is in _____ (a country).', ['Paris', 'France']],
    ['No gap', 'No gap', []],
    ['{{c1::$\\frac{1}{2}$}} is a half', '_____ is a half', ['$\\frac{1}{2}$']],
  ])('%s', (text, question, answers) => {
    expect(clozeQuestion(text)).toBe(question)
    expect(clozeAnswers(text)).toEqual(answers)
  })
})
