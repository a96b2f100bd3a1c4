import type { QuizAnswer, QuizItemType } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import type { StoredItem } from '../stored-item.ts'
import { gradeAnswer } from './grade-answer.ts'
import { gradeText } from './grade-text.ts'
import { quantityOf } from './quantity.ts'

const band = (given: string, right: string, more: { language?: string; inParts?: boolean; accepted?: string[] } = {}) =>
  gradeText(given, {
    accepted: [right, ...(more.accepted ?? [])],
    language: more.language ?? 'en',
    inParts: more.inParts ?? true,
  }).band

describe('what is typed passes', () => {
  it.each<[about: string, given: string, right: string, language?: string]>([
    ['as it is', 'mitosis', 'mitosis'],
    ['in capitals, with spaces', '  MITOSIS ', 'mitosis'],
    ['with an article', 'the cell membrane', 'cell membrane'],
    ['in another number', 'cell membranes', 'cell membrane'],
    ['in another order', 'membrane of the cell', 'cell membrane'],
    ['with a slip of the keyboard', 'mitosys', 'mitosis'],
    ['with two slips in a long word', 'photosinthezis', 'photosynthesis'],
    ['without a hyphen', 'whole genome sequencing', 'whole-genome sequencing'],
    ['inflected in German', 'der Zellmembranen', 'Zellmembran', 'de'],
    ['a German compound apart', 'Zell-Membran', 'Zellmembran', 'de'],
    ['German without umlauts', 'Laengengrad', 'Längengrad', 'de'],
    ['a number with its unit', '5 km', '5 km'],
    ['another unit of the same length', '5000 m', '5 km'],
    ['a number grouped otherwise', '12 000', '12,000'],
    ['a German decimal', '2,5 Liter', '2.5 l', 'de'],
    ['a unit in words', '5 kilometers', '5 km'],
    ['percent in words', '20 percent', '20 %'],
    ['a power of ten', '3e8 m/s', '3 × 10^8 m/s'],
    ['with about', 'about 40', '40'],
  ])('%s: %s', (_, given, right, language = 'en') => expect(band(given, right, { language })).toBe('pass'))

  it('in another accepted wording', () => {
    expect(band('ATP', 'adenosine triphosphate', { accepted: ['ATP'] })).toBe('pass')
  })
})

describe('the learner is asked', () => {
  it.each<[about: string, given: string, right: string, language?: string]>([
    ['about a part of the words', 'membrane', 'cell membrane'],
    ['about more words', 'the outer plasma membrane of a cell', 'cell membrane'],
    ['about a part of a German compound', 'Membran', 'Zellmembran', 'de'],
    ['about a number without its unit', '5', '5 km'],
    ['about a rounded value', '3.14', '3.1416'],
    ['about many slips', 'metasys', 'mitosis'],
    ['about a description in other words', 'a molecule that brings messages', 'a molecule that carries messages'],
  ])('%s', (_, given, right, language = 'en') => expect(band(given, right, { language })).toBe('self-assess'))
})

describe('what is typed fails', () => {
  it.each<[about: string, given: string, right: string, language?: string]>([
    ['nothing', '  ', 'mitosis'],
    ['another word', 'osmosis of water', 'mitosis'],
    ['a short word of another letter', 'cat', 'bat'],
    ['another number', '6 km', '5 km'],
    ['another unit', '5 kg', '5 km'],
    ['the number of another unit of the same kind', '5 m', '5 km'],
    ['a year next to it', '1916', '1915'],
    ['the opposite', 'it does not carry messages', 'it does carry messages'],
    ['the German opposite', 'kein Leiter', 'Leiter', 'de'],
    ['a name with another number', 'interleukin 3', 'interleukin 2'],
  ])('%s', (_, given, right, language = 'en') => expect(band(given, right, { language })).toBe('fail'))

  it('a part of what a gap asks for', () => {
    expect(band('plasma', 'plasma membrane protein', { inParts: false })).toBe('fail')
  })
})

describe('quantities', () => {
  it.each([
    ['1.234,5 kg', 'de', { value: 1_234_500, unit: 'g' }],
    ['1,234.5 kg', 'en', { value: 1_234_500, unit: 'g' }],
    ['−4 °C', 'en', { value: -4, unit: '°c' }],
    ['90 minutes', 'en', { value: 5400, unit: 's' }],
    ['7', 'en', { value: 7, unit: '' }],
    ['2 of 3', 'en', null],
    ['seven', 'en', null],
  ])('%s', (text, language, quantity) => expect(quantityOf(text, language)).toEqual(quantity))
})

function item(type: QuizItemType, answer: QuizAnswer, more: Partial<StoredItem> = {}): StoredItem {
  const row = { type, language: 'en', answer_text: 'mitosis', accepted_json: '[]' } as StoredItem['row']
  return { row, stem: '', options: [], left: [], right: [], answer, mark: { thumb: null, retired: 0 }, ...more }
}

describe('answers of other forms', () => {
  const choice = item('multiple-choice', { option: 1 }, { options: ['a', 'b', 'c'] })
  const matching = item('matching', { order: [2, 0, 1] }, { left: ['x', 'y', 'z'], right: ['a', 'b', 'c'] })
  const ordering = item('ordering', { order: [1, 0, 2] }, { options: ['a', 'b', 'c'] })

  it.each<[about: string, item: StoredItem, given: QuizAnswer, score: number]>([
    ['the right option', choice, { option: 1 }, 1],
    ['another option', choice, { option: 2 }, 0],
    ['true', item('true-false', { isTrue: true }), { isTrue: true }, 1],
    ['false', item('true-false', { isTrue: true }), { isTrue: false }, 0],
    ['all pairs', matching, { order: [2, 0, 1] }, 1],
    ['one pair', matching, { order: [2, 1, 0] }, 1 / 3],
    ['no pair', matching, { order: [0, 1, 2] }, 0],
    ['all steps', ordering, { order: [1, 0, 2] }, 1],
    ['two neighbours exchanged', ordering, { order: [0, 1, 2] }, 1 / 3],
    ['all steps reversed', ordering, { order: [2, 0, 1] }, 0],
    ['a step twice', ordering, { order: [1, 1, 2] }, 0],
    ['a gap', item('cloze', { text: 'mitosis' }), { text: 'Mitosis' }, 1],
  ])('%s', (_, of, given, score) => {
    const grade = gradeAnswer(of, given)
    expect(grade.score).toBeCloseTo(score, 10)
    expect(grade.band).toBe(score === 1 ? 'pass' : 'fail')
  })

  it.each<[string, StoredItem, QuizAnswer]>([
    ['an option that is not there', choice, { option: 3 }],
    ['a step that is not there', ordering, { order: [1, 0, 3] }],
    ['more pairs than there are', matching, { order: [0, 1, 2, 0] }],
    ['words for an option', choice, { text: 'b' }],
  ])('are refused: %s', (_, of, given) =>
    expect(() => gradeAnswer(of, given)).toThrow(expect.objectContaining({ code: 'LP_ANSWER_UNSUITABLE' })),
  )
})
