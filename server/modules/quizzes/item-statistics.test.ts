import { describe, expect, it } from 'vitest'
import { isBadItem, type ItemAnswer } from './item-statistics.ts'

const answers = (pattern: string, { guess = 0.25, rest = '' } = {}): ItemAnswer[] =>
  Array.from(pattern, (mark, at) => ({
    correct: mark === '+',
    guess,
    restShare: rest === '' ? null : Number(rest.charAt(at)) / 10,
  }))

describe('an item is bad', () => {
  it.each<[about: string, bad: boolean, answers: ItemAnswer[]]>([
    ['not before eight answers', false, answers('-------')],
    ['when nobody is ever right', true, answers('--------', { guess: 0 })],
    ['when fewer are right than by guessing', true, answers('+-------')],
    ['not when as many are right as by guessing', false, answers('++------')],
    ['not when it is merely hard to recall', false, answers('+-------', { guess: 0 })],
    ['when who knows the rest fails it', true, answers('++++----', { rest: '12129898' })],
    ['not when who knows the rest knows it', false, answers('++++----', { rest: '98981212' })],
    ['not when the rest is a little against it', false, answers('++++----', { rest: '56456546' })],
    ['not when all are right', false, answers('++++++++', { rest: '12345678' })],
  ])('%s', (_, bad, given) => expect(isBadItem(given)).toBe(bad))
})
