import { LearnPathError, type QuizAnswer, type QuizItemType } from '@learnpath/contracts'
import type { StoredItem } from '../stored-item.ts'
import { FAIL, PASS, type Grade } from './grade.ts'
import { gradeOrdering } from './grade-ordering.ts'
import { gradeText } from './grade-text.ts'

type Grader = (item: StoredItem, given: QuizAnswer) => Grade | null

/** One per type; null for an answer of another form. */
const GRADERS: Readonly<Record<QuizItemType, Grader>> = {
  'multiple-choice': gradeOption,
  'true-false': ({ answer }, given) => {
    if (!('isTrue' in given)) return null
    return 'isTrue' in answer && given.isTrue === answer.isTrue ? PASS : FAIL
  },
  matching: ({ answer, left }, given) => {
    if (!('order' in given) || !('order' in answer)) return null
    requireIndices(given.order, left.length)
    return gradePairs(given.order, answer.order)
  },
  ordering: ({ answer, options }, given) => {
    if (!('order' in given) || !('order' in answer)) return null
    requireIndices(given.order, options.length)
    return gradeOrdering(given.order, answer.order)
  },
  cloze: (item, given) => gradeTyped(item, given, false),
  'short-answer': (item, given) => gradeTyped(item, given, true),
}

/** @throws LP_ANSWER_UNSUITABLE when the answer is of another form than the item asks for */
export function gradeAnswer(item: StoredItem, given: QuizAnswer): Grade {
  const grade = GRADERS[item.row.type](item, given)
  if (grade === null) throw unsuitable(`an item of type ${item.row.type} takes another form`)
  return grade
}

function gradeOption({ answer, options }: StoredItem, given: QuizAnswer): Grade | null {
  if (!('option' in given)) return null
  if (given.option >= options.length) throw unsuitable(`there are ${options.length} options, counted from 0`)
  return 'option' in answer && given.option === answer.option ? PASS : FAIL
}

function gradeTyped({ row }: StoredItem, given: QuizAnswer, inParts: boolean): Grade | null {
  if (!('text' in given)) return null
  const accepted = [row.answer_text, ...(JSON.parse(row.accepted_json) as string[])]
  return gradeText(given.text, { accepted, language: row.language, inParts })
}

/** Fewer than asked for are allowed: what is left open is wrong. */
function requireIndices(order: readonly number[], length: number): void {
  if (order.length > length || order.some((at) => at >= length)) {
    throw unsuitable(`there are ${length} to be placed, counted from 0`)
  }
}

function gradePairs(given: readonly number[], right: readonly number[]): Grade {
  const hits = right.filter((index, at) => given[at] === index).length
  if (hits === right.length) return PASS
  return hits === 0 ? FAIL : { band: 'fail', score: hits / right.length, reason: 'partly' }
}

const unsuitable = (detail: string): LearnPathError => new LearnPathError('LP_ANSWER_UNSUITABLE', { detail })
