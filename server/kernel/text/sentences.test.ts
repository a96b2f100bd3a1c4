import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentences } from './sentences.ts'

const split = (text: string, language: string): string[] =>
  sentences(text, language).map(({ start, end }) => text.slice(start, end))

describe('sentences', () => {
  it('keeps English abbreviations, initials, decimals and questions in quotes together', () => {
    const parts = [
      'He met Dr. J. Smith at 3 p.m. on Jan. 5.',
      'Pi is 3.14, e.g. in Fig. 2.',
      '"Really?" he asked.',
      'So did I.',
      'Done!',
    ]
    expect(split(parts.join(' '), 'en')).toEqual(parts)
  })

  it('keeps German abbreviations and ordinals together, and ends a sentence after a year', () => {
    const parts = [
      'Am 3. Mai kam Prof. Dr. Müller, z. B. nach Berlin.',
      'Das war 1999.',
      'Der 2. Weltkrieg endete u. a. deshalb.',
      '„Nein!“',
      'Gut.',
    ]
    expect(split(parts.join(' '), 'de')).toEqual(parts)
  })

  it('splits at line ends and at CJK stops', () => {
    expect(split('first point\nsecond point', 'en')).toEqual(['first point', 'second point'])
    expect(split('これは文です。次の文です！終わり', 'ja')).toEqual(['これは文です。', '次の文です！', '終わり'])
  })

  it('keeps the number of a list line with its sentence', () => {
    expect(split('1. Open the file. 2. Save it.', 'en')[0]).toBe('1. Open the file.')
  })

  it.each([
    ['marks without an end', `${'!'.repeat(300_000)}a`, 1],
    ['marks and quotes without an end', `${'!"'.repeat(150_000)}a`, 1],
    ['abbreviations that end no sentence', 'z. '.repeat(100_000), 1],
  ])('does not take for ever for %s', (_, text, count) => {
    expect(sentences(text, 'de')).toHaveLength(count)
  })

  it('covers every text, in order, without white space at the ends', () => {
    const piece = fc.constantFrom('a', 'Word', '.', '. ', ' ', '\n', '?', '!"', 'z. B.', '3.14', '🙂', '。', '\t', 'é')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.constantFrom('en', 'de', 'und'), (pieces, language) => {
        const text = pieces.join('')
        let end = 0
        let covered = ''
        for (const range of sentences(text, language)) {
          expect(range.start).toBeGreaterThanOrEqual(end)
          expect(text.slice(end, range.start).trim()).toBe('')
          const sentence = text.slice(range.start, range.end)
          expect(sentence).toBe(sentence.trim())
          covered += sentence
          end = range.end
        }
        expect(covered.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })
})
