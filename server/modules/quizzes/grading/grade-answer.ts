import { LearnPathError, type QuizAnswer } from '@learnpath/contracts'
import type { StoredItem } from '../stored-item.ts'
import { FAIL, PASS, type Grade } from './grade.ts'
import { gradeOrdering } from './grade-ordering.ts'
import { gradeText } from './grade-text.ts'

/** @throws LP_ANSWER_UNSUITABLE when the answer is of another form than the item asks for */
export function gradeAnswer(item: StoredItem, given: QuizAnswer): Grade {
  const { type, language } = item.row
  const { answer, options, left } = item
  if (type === 'multiple-choice' && 'option' in given && 'option' in answer) {
    if (given.option >= options.length) throw unsuitable(`there are ${options.length} options, counted from 0`)
    return given.option === answer.option ? PASS : FAIL
  }
  if (type === 'true-false' && 'isTrue' in given && 'isTrue' in answer) {
    return given.isTrue === answer.isTrue ? PASS : FAIL
  }
  if (type === 'matching' && 'order' in given && 'order' in answer) {
    requireIndices(given.order, left.length)
    return partly(given.order.filter((right, at) => right === answer.order[at]).length, left.length)
  }
  if (type === 'ordering' && 'order' in given && 'order' in answer) {
    requireIndices(given.order, options.length)
    return gradeOrdering(given.order, answer.order)
  }
  if ((type === 'cloze' || type === 'short-answer') && 'text' in given) {
    const accepted = [item.row.answer_text, ...(JSON.parse(item.row.accepted_json) as string[])]
    return gradeText(given.text, { accepted, language, inParts: type === 'short-answer' })
  }
  throw unsuitable(`an item of type ${type} takes another form`)
}

/** Fewer than asked for are allowed: what is left open is wrong. */
function requireIndices(order: readonly number[], length: number): void {
  if (order.length > length || order.some((at) => at >= length)) {
    throw unsuitable(`there are ${length} to be placed, counted from 0`)
  }
}

function partly(right: number, of: number): Grade {
  if (right === of) return PASS
  return right === 0 ? FAIL : { band: 'fail', score: right / of, reason: 'partly' }
}

const unsuitable = (detail: string): LearnPathError => new LearnPathError('LP_ANSWER_UNSUITABLE', { detail })
