import { describe, expect, it } from 'vitest'
import { holdsOpposite } from './opposites.ts'

describe('the opposite of a word of the question', () => {
  it.each([
    ['Which problem is solved?', 'The isomorphism problem is unsolved.', 'en'],
    ['What is the last line of defence?', 'Skin is the first line of defence.', 'en'],
    ['What decreases with age?', 'The weight increases with age.', 'en'],
    ['Which costs are dependent on the model?', 'The costs are independent of the model.', 'en'],
    ['Was war der letzte Schritt?', 'Der erste Schritt ist die Planung.', 'de'],
    ['Welcher Stoff ist löslich?', 'Der Stoff ist unlöslich.', 'de'],
  ])('"%s" is noticed in "%s"', (question, text, language) => {
    expect(holdsOpposite(question, text, language)).toBe(true)
  })

  it.each([
    ['the text has the word too', 'What is the first step?', 'The first step comes before the last.', 'en'],
    ['the word is only another form', 'What increased?', 'The weight increases with age.', 'en'],
    ['a word merely ends like it', 'Which port is used?', 'The import is done by hand.', 'en'],
    ['the language is unknown to it', 'premier', 'dernier', 'fr'],
  ])('there is none when %s', (_, question, text, language) => {
    expect(holdsOpposite(question, text, language)).toBe(false)
  })
})
