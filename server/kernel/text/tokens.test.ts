import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tokenize } from './tokens.ts'

const words = (text: string): string[] => tokenize(text).map((token) => token.text)

describe('tokenize', () => {
  test('gives normalised words with the offsets of the original', () => {
    const text = '  Größe ﬁsh, ＡＢＣ!'
    expect(tokenize(text).map(({ text: word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ['größe', 'Größe'],
      ['fish', 'ﬁsh'],
      ['abc', 'ＡＢＣ'],
    ])
  })

  test.each([
    ["don't l’eau rock 'n' roll", ["don't", "l'eau", 'rock', 'n', 'roll']],
    ['C++ and C# on g++, i+1', ['c++', 'and', 'c#', 'on', 'g++', 'i', '1']],
    ['IEC 61131-3 node.js snake_case', ['iec', '61131', '3', 'node', 'js', 'snake', 'case']],
    ['1,000 1.000.000 3.14 1999. 2,5', ['1000', '1000000', '3.14', '1999', '2,5']],
    ['soft\u00ADhyphen zero\u200Bwidth', ['softhyphen', 'zerowidth']],
    ['cafe\u0301 nai\u0308ve', ['café', 'naïve']],
    ['İstanbul ΣΊΣΥΦΟΣ', ['istanbul', 'σίσυφος']],
    ['x² H₂O', ['x2', 'h2o']],
    ['مُحَمَّد كـتاب', ['محمد', 'كتاب']],
    ['हिन्दी भाषा', ['हिन्दी', 'भाषा']],
    ['東京都 は 山', ['東京', '京都', 'は', '山']],
    ['ｶﾞｲﾄﾞ', ['ガイ', 'イド']],
    ['서울 시내', ['서울', '시내']],
    ['ภาษาไทย', ['ภาษา', 'ไทย']],
    ['𝐁𝐨𝐥𝐝 𠀀𠀁', ['bold', '𠀀𠀁']],
    ['— … 🙂 "" ', []],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  test('tells the parts of camel-case identifiers, but not of names', () => {
    const parts = (text: string) => tokenize(text)[0]?.parts?.map((part) => part.text)
    expect(parts('addEventListener')).toEqual(['add', 'event', 'listener'])
    expect(parts('HashMap')).toEqual(['hash', 'map'])
    expect(parts('HTTPServer')).toEqual(['http', 'server'])
  })

  test.each(['JavaScript', 'iPhone', 'McDonald', 'NASA', 'Word', 'mRNA', 'PDFs'])('%s stays one word', (name) => {
    expect(tokenize(name)).toEqual([{ text: name.toLowerCase(), start: 0, end: name.length }])
  })

  test('offsets of any text are in order, inside it, and hold no white space', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let previous = 0
        for (const token of tokenize(text)) {
          expect(token.start).toBeGreaterThanOrEqual(previous)
          expect(token.end).toBeGreaterThan(token.start)
          expect(token.end).toBeLessThanOrEqual(text.length)
          expect(text.slice(token.start, token.end)).not.toMatch(/\s/)
          expect(token.text).not.toBe('')
          previous = token.start
        }
      }),
      { seed: 1 },
    )
  })
})
