import { describe, expect, test } from 'vitest'
import { queryLanguage } from './query-language.ts'

describe('queryLanguage', () => {
  test.each([
    ['What is the capital of Mongolia?', 'en'],
    ['capital of Mongolia', 'en'],
    ['the hague', 'en'],
    ['Who was in Berlin?', 'en'],
    ['Was ist die Hauptstadt der Mongolei?', 'de'],
    ['Wer war der König von Bayern?', 'de'],
    ['Wie groß ist die Entfernung zum Mond?', 'de'],
    ['Vietnam war', null],
    ['die hard', null],
    ['man in the middle', 'en'],
    ['will he die in the war', 'en'],
    ['car price', null],
    ['Not am Mann', null],
    ['photosynthesis', null],
    ['', null],
  ])('%s: %s in a library of English and German', (query, language) => {
    expect(queryLanguage(query, ['en', 'de', 'und'])).toBe(language)
  })

  test('of a language that the library lacks is told only when sure', () => {
    expect(queryLanguage('What is the capital of Mongolia?', ['de'])).toBe('en')
    expect(queryLanguage('capital of Mongolia', ['de'])).toBeNull()
    expect(queryLanguage('Was ist die Hauptstadt der Mongolei?', ['en'])).toBe('de')
    expect(queryLanguage('Quelle est la capitale de la Mongolie et où se trouve-t-elle ?', ['en', 'de'])).toBe('fr')
  })
})
