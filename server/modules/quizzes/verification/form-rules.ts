import type { QuestionDraft } from '../../../ports/question-writer.ts'
import { BLANK } from './blanks.ts'
import type { Rule } from './rule.ts'

export const ALL_TYPES = ['multiple-choice', 'cloze', 'true-false', 'matching', 'ordering', 'short-answer'] as const

/** More gaps leave no sentence. */
const MOST_BLANKS = 3
const FEWEST_OPTIONS = 3
const MOST_OPTIONS = 6
const FEWEST_PAIRS = 3
const MOST_PAIRS = 8

/** Whether a draft is what its type says. Rules after these rely on it. */
export const FORM_RULES: readonly Rule[] = [
  { id: 'malformed', types: ALL_TYPES, offends: ({ draft }) => draft.stem.trim() === '' || !isWellFormed(draft) },
  {
    id: 'blank-count',
    types: ALL_TYPES,
    offends: ({ draft }) => {
      const blanks = draft.stem.match(BLANK)?.length ?? 0
      if (draft.type === 'cloze') return blanks < 1 || blanks > MOST_BLANKS
      return blanks > (draft.type === 'multiple-choice' || draft.type === 'short-answer' ? 1 : 0)
    },
  },
  {
    id: 'option-count',
    types: ['multiple-choice'],
    offends: ({ draft }) => draft.options.length < FEWEST_OPTIONS || draft.options.length > MOST_OPTIONS,
  },
  {
    id: 'pair-count',
    types: ['matching', 'ordering'],
    offends: ({ draft }) => {
      const { length } = draft.type === 'matching' ? draft.left : draft.options
      return length < FEWEST_PAIRS || length > MOST_PAIRS
    },
  },
]

function isWellFormed({ type, options, left, right, answer }: QuestionDraft): boolean {
  if ([...options, ...left, ...right].some((text) => text.trim() === '')) return false
  if (type !== 'matching' && left.length + right.length > 0) return false
  switch (type) {
    case 'multiple-choice':
      return 'option' in answer && answer.option < options.length
    case 'true-false':
      return 'isTrue' in answer
    case 'cloze':
    case 'short-answer':
      return 'text' in answer && answer.text.trim() !== ''
    case 'matching':
      return 'order' in answer && left.length === right.length && isPermutation(answer.order, left.length)
    case 'ordering':
      return 'order' in answer && isPermutation(answer.order, options.length)
  }
}

function isPermutation(order: readonly number[], length: number): boolean {
  return order.length === length && new Set(order).size === length && order.every((at) => at >= 0 && at < length)
}
