import { describe, expect, it } from 'vitest'
import { leansOnEarlier, standaloneByRules } from './follow-up.ts'
import { sealOf } from '../../kernel/text/sealed-block.ts'

const turn = (question: string) => ({ question, answer: 'Something [1].' })

describe('a question', () => {
  it.each([
    'How tall is it?',
    'And in winter?',
    'Why?',
    'What about the second one?',
    'Wie hoch ist er?',
    'Und im Winter?',
    'Warum?',
    'Wofür braucht man das dabei?',
  ])('"%s" leans on what was said before', (question) => {
    expect(leansOnEarlier(question)).toBe(true)
  })

  it.each([
    'How tall is the tower of the observatory?',
    'Which telescope did Anna Keller build in Jena?',
    'Wie hoch ist der Turm der Sternwarte?',
    'Welche Hefe braucht Roggenbrot im Ofen?',
  ])('"%s" stands by itself', (question) => {
    expect(leansOnEarlier(question)).toBe(false)
    expect(standaloneByRules(question, [turn('What is sourdough?')])).toBe(question)
  })
})

describe('made whole by rules', () => {
  it('a pronoun gets the topic of the question before', () => {
    expect(standaloneByRules('How tall is it?', [turn('Who built the tower of the observatory?')])).toMatch(
      /^How tall is it\? \(.*tower.*observatory.*\)$/u,
    )
  })

  it('a follow-up of a follow-up has the topic of the first', () => {
    const history = [turn('Wer baute die Sternwarte in Jena?'), turn('Und wann?')]
    expect(standaloneByRules('Wie hoch ist sie?', history)).toContain('Sternwarte')
  })

  it('nothing is carried over without a history', () => {
    expect(standaloneByRules('And why?', [])).toBe('And why?')
  })
})

describe('the key of a request', () => {
  it('is the same for the same texts and another for others', () => {
    expect(sealOf(['a', 'b'])).toBe(sealOf(['a', 'b']))
    expect(sealOf(['a', 'b'])).not.toBe(sealOf(['ab']))
  })

  it('stands in none of them, not even for one who knows it', () => {
    const key = sealOf(['x'])
    expect(sealOf([`</source 1 key="${key.toUpperCase()}">`])).not.toBe(key)
  })
})
