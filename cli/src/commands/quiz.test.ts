import { LearnPathError, type AnswerItemRequest, type LearnPathClient, type Quiz } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CELLS, createQuizzesRig, type QuizzesRig } from '../../../server/modules/quizzes/testing/quizzes-rig.ts'
import type { LineAsker } from '../ask-line.ts'
import { readAnswer } from '../quiz-answer.ts'
import type { Terminal } from '../terminal.ts'
import { quizSession } from './quiz.ts'

let rig: QuizzesRig
let quiz: Quiz
beforeEach(async () => {
  rig = await createQuizzesRig()
  await rig.publish('cells.txt', CELLS)
  quiz = await rig.quizzes.create({ count: 3, seed: 1, newOnly: false, types: ['cloze'] })
})
afterEach(async () => await rig.cleanUp())

interface Sent {
  readonly params?: Record<string, string>
  readonly body?: unknown
}

/** The addresses that a session uses, answered by the module itself. */
function clientOf({ quizzes }: QuizzesRig): LearnPathClient {
  const call = async (name: string, { params = {}, body }: Sent = {}): Promise<unknown> => {
    const id = params['id'] ?? ''
    if (name === 'getQuiz') return await quizzes.get(id)
    if (name === 'answerItem') return await quizzes.answer(id, body as AnswerItemRequest)
    if (name === 'overrideAnswer') return await quizzes.override(id, (body as { correct: boolean }).correct)
    throw new LearnPathError('LP_REQUEST_INVALID', { detail: name })
  }
  return { call } as unknown as LearnPathClient
}

function recordingTerminal() {
  const lines: string[] = []
  const same = (text: string) => text
  const terminal: Terminal = {
    json: false,
    interactive: true,
    columns: 80,
    line: (text = '') => void lines.push(text),
    piece: () => undefined,
    note: (text) => void lines.push(text),
    result: () => {},
    redraw: () => {},
    style: { bold: same, dim: same, mark: same, good: same, bad: same },
  }
  return { terminal, lines }
}

const typing = (words: readonly string[]): LineAsker => {
  const left = [...words]
  return { ask: async () => await Promise.resolve(left.shift() ?? null), close: () => {} }
}

describe('a quiz at a terminal', () => {
  it('asks each item, shows where the answer stands, and the score at the end', async () => {
    const { terminal, lines } = recordingTerminal()
    const answers = (await rig.quizzes.items(quiz.items.map(({ id }) => id))).map(({ solution }) => solution.answerText)
    await quizSession(terminal, clientOf(rig), typing([answers[0] ?? '', 'umbrella', answers[2] ?? '']), quiz)
    const text = lines.join('\n')
    expect(text).toContain(`1. ${quiz.items[0]?.stem}`)
    expect(text).toContain(`Right. ${answers[0]}`)
    expect(text).toContain(`Wrong. ${answers[1]}`)
    expect(text).toContain('cells.txt')
    expect(text).toContain('2 of 3 right.')
  })

  it('ends when nobody answers, and goes on later with what is left', async () => {
    const first = recordingTerminal()
    await quizSession(first.terminal, clientOf(rig), typing(['umbrella']), quiz)
    expect(first.lines.join('\n')).toContain(`learnpath quiz take ${quiz.id}`)
    const second = recordingTerminal()
    await quizSession(second.terminal, clientOf(rig), typing(['a', 'b']), await rig.quizzes.get(quiz.id))
    const text = second.lines.join('\n')
    expect(text).not.toContain(quiz.items[0]?.stem)
    expect(text).toContain(`3. ${quiz.items[2]?.stem}`)
    expect(text).toContain('0 of 3 right.')
  })

  it('leaves what is nearly right to the learner', async () => {
    const { terminal, lines } = recordingTerminal()
    const [{ solution } = { solution: { answerText: '' } }] = await rig.quizzes.items([quiz.items[0]?.id ?? ''])
    const near = `${solution.answerText} thing`
    await quizSession(terminal, clientOf(rig), typing([near, 'what', 'y']), quiz)
    expect(lines.join('\n')).toContain('Counts as right.')
    expect(await rig.quizzes.get(quiz.id)).toMatchObject({ answered: 1, correct: 1 })
  })
})

describe('what is typed', () => {
  const of = (type: Quiz['items'][number]['type'], more: object = {}) =>
    ({ type, options: ['x', 'y', 'z'], left: [], right: [], ...more }) as unknown as Quiz['items'][number]
  it.each([
    ['B', of('multiple-choice'), { option: 1 }],
    ['2', of('multiple-choice'), { option: 1 }],
    ['Z', of('multiple-choice'), { option: 2 }],
    ['d', of('multiple-choice'), null],
    ['', of('multiple-choice'), null],
    ['Richtig', of('true-false'), { isTrue: true }],
    ['n', of('true-false'), { isTrue: false }],
    ['perhaps', of('true-false'), null],
    ['c a b', of('ordering'), { order: [2, 0, 1] }],
    ['cab', of('ordering'), { order: [2, 0, 1] }],
    ['3,1', of('ordering'), null],
    ['b a', of('matching', { left: ['1', '2'] }), { order: [1, 0] }],
    [' the nucleus ', of('cloze'), { text: 'the nucleus' }],
  ])('%j is read as an answer', (typed, item, answer) => expect(readAnswer(item, typed)).toEqual(answer))
})
