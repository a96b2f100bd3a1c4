import type { SolvedQuizItem } from '@learnpath/contracts'
import { GAP } from './cloze-markup.ts'

export interface Sides {
  readonly kind: 'basic' | 'cloze'
  readonly front: string
  readonly back: string
}

/** An item as the two sides of a card. */
export function itemSides(item: SolvedQuizItem): Sides {
  const { type, stem, options, left, right, solution } = item
  if (type === 'cloze' && stem.includes(GAP)) {
    // Two gaps would show the answer twice; braces within it would end the deletion.
    const answer = solution.answerText.replaceAll('}}', '} }').replaceAll('::', ': :')
    return { kind: 'cloze', front: stem.replaceAll(GAP, () => `{{c1::${answer}}}`), back: '' }
  }
  if (type === 'matching') {
    const pairs = matchingPairs(item).map(([first, second]) => `${first} – ${second}`)
    return { kind: 'basic', front: lines(stem, ...left.map(dashed), '', ...right.map(lettered)), back: lines(...pairs) }
  }
  if (type === 'ordering') {
    return {
      kind: 'basic',
      front: lines(stem, ...options.map(dashed)),
      back: lines(...orderedSteps(item).map(numbered)),
    }
  }
  return { kind: 'basic', front: lines(stem, ...options.map(lettered)), back: solution.answerText }
}

/** Each of `left` with what belongs to it. */
export function matchingPairs({ left, right, solution: { answer } }: SolvedQuizItem): [string, string][] {
  const order = 'order' in answer ? answer.order : []
  return left.map((name, index) => [name, right[order[index] ?? -1] ?? ''])
}

/** The steps, the first one first. */
export function orderedSteps({ options, solution: { answer } }: SolvedQuizItem): string[] {
  return 'order' in answer ? answer.order.map((index) => options[index] ?? '') : options
}

const lines = (...all: readonly string[]): string => all.join('\n')
const dashed = (text: string): string => `- ${text}`
const lettered = (text: string, index: number): string => `${String.fromCodePoint(65 + index)}) ${text}`
const numbered = (text: string, index: number): string => `${index + 1}. ${text}`
