import type { QuestionDraft } from '../../../ports/question-writer.ts'
import { gradeText } from '../grading/grade-text.ts'
import { contentStems, coverage } from '../writing/content-stems.ts'

/** Share of the answer's words that a longer wording of it has. */
const SAID = 0.75
const MOST_WORDS = 40
const NUMBER = /\d+(?:[.,]\d+)*/gu

/** Whether what was answered is the answer of the draft: by the rules learners are graded by, or as a longer wording of it. */
export function isSameAnswer(given: string, { answerText, accepted, language }: QuestionDraft): boolean {
  const right = [answerText, ...accepted]
  if (gradeText(given, { accepted: right, language, inParts: true }).band === 'pass') return true
  if (given.split(/\s+/u).length > MOST_WORDS) return false
  const words = contentStems(given, language)
  const numbers = new Set(given.match(NUMBER))
  return right.some(
    (text) =>
      coverage(contentStems(text, language), words) >= SAID &&
      (text.match(NUMBER) ?? []).every((number) => numbers.has(number)),
  )
}
