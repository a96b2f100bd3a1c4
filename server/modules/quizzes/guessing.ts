import type { QuizItemType } from '@learnpath/contracts'

/** Chance to be wholly right by guessing. @param choices options, or pairs, or steps */
export function chanceToGuess(type: QuizItemType, choices: number): number {
  switch (type) {
    case 'multiple-choice':
      return 1 / choices
    case 'true-false':
      return 0.5
    case 'matching':
    case 'ordering':
      return 1 / factorial(choices)
    case 'cloze':
    case 'short-answer':
      return 0
  }
}

function factorial(number: number): number {
  return number <= 1 ? 1 : number * factorial(number - 1)
}
