import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeQuery, parseQuery } from './query-syntax.ts'

const nothing = { words: '', phrases: [], excludedWords: [], excludedPhrases: [] }

describe('parseQuery', () => {
  it.each([
    ['plain words', { words: 'plain words' }],
    ['one "exact phrase" more', { words: 'one more', phrases: ['exact phrase'] }],
    ['cats -dogs', { words: 'cats', excludedWords: ['dogs'] }],
    ['cats -"hot dogs"', { words: 'cats', excludedPhrases: ['hot dogs'] }],
    ['“curly quotes” „deutsche“', { phrases: ['curly quotes', 'deutsche'] }],
    ['state-of-the-art', { words: 'state-of-the-art' }],
    ['a - b', { words: 'a b' }],
    [String.raw`\-5 degrees`, { words: '-5 degrees' }],
    [String.raw`say \"hello\"`, { words: 'say "hello"' }],
    [String.raw`"a \"quoted\" word"`, { phrases: ['a "quoted" word'] }],
    ['an "open quote', { words: 'an open quote' }],
    ['5" pipe', { words: '5 pipe' }],
    ['"" -"" !?', {}],
    ['before"glued phrase"after', { words: 'before after', phrases: ['glued phrase'] }],
  ])('reads %s', (query, expected) => {
    expect(parseQuery(query)).toEqual({ ...nothing, ...expected })
  })

  it('reads an escaped text as words alone, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'ß', ' ', '-', '"', '“', '\\', '”', '„', '1') }), (text) => {
        const { words, ...rest } = parseQuery(escapeQuery(text))
        expect(rest).toEqual({ phrases: [], excludedWords: [], excludedPhrases: [] })
        expect(words.replaceAll(/[^aß1]/g, '')).toBe(text.replaceAll(/[^aß1]/g, ''))
      }),
    )
  })
})
