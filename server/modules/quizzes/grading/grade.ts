import type { AnswerBand } from '@learnpath/contracts'

/** What an answer is worth. */
export interface Grade {
  readonly band: AnswerBand
  /** From 0 to 1; partial for pairs, steps and short answers. */
  readonly score: number
  /** Says what is right or wrong, without the answer itself. */
  readonly reason: 'right' | 'typo' | 'close' | 'partly' | 'unit' | 'wrong' | 'empty'
}

export const PASS: Grade = { band: 'pass', score: 1, reason: 'right' }
export const FAIL: Grade = { band: 'fail', score: 0, reason: 'wrong' }
