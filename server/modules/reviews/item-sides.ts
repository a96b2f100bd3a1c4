import type { SolvedQuizItem } from '@learnpath/contracts'

/** The two sides of a card that is made from a quiz item, in words. */
export function sidesOfItem({ type, stem, options, left, right, solution }: SolvedQuizItem): {
  front: string
  back: string
} {
  if (type === 'matching') {
    return {
      front: [stem, ...left.map((name) => `• ${name}`), '', ...lettered(right)].join('\n'),
      back: solution.answerText,
    }
  }
  return { front: [stem, ...lettered(options)].join('\n'), back: solution.answerText }
}

/** Chance to be right by guessing, when the card is seen. */
export function guessOfItem({ type, options }: SolvedQuizItem): number {
  if (type === 'true-false') return 0.5
  return type === 'multiple-choice' && options.length > 0 ? 1 / options.length : 0
}

const lettered = (options: readonly string[]): string[] =>
  options.map((option, index) => `${String.fromCodePoint(65 + index)}) ${option}`)
