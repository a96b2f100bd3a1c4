import { clozeAnswers, clozeParts, clozeQuestion } from '../content/cloze-markup.ts'
import type { ExportEntry } from '../content/export-entry.ts'
import { matchingPairs, orderedSteps } from '../content/item-sides.ts'

/** A question as programs for tests know it: one answer form of six, and what to say after it. */
export type QuestionForm =
  | { readonly kind: 'choice'; readonly stem: string; readonly options: readonly string[]; readonly correct: number }
  | { readonly kind: 'true-false'; readonly stem: string; readonly isTrue: boolean }
  | { readonly kind: 'text'; readonly stem: string; readonly answer: string }
  | { readonly kind: 'gap'; readonly before: string; readonly answer: string; readonly after: string }
  | {
      readonly kind: 'matching'
      readonly stem: string
      readonly pairs: readonly (readonly [string, string])[]
      /** Right sides that belong to none. */
      readonly extra: readonly string[]
    }
  | {
      readonly kind: 'ordering'
      readonly stem: string
      readonly steps: readonly string[]
      readonly shown: readonly string[]
    }
  | { readonly kind: 'essay'; readonly stem: string; readonly model: string }

/** An answer that is longer than this, or has lines, is not compared with what is typed but shown. */
const MAX_TYPED_CHARACTERS = 80
/** Moodle refuses questions of matching and ordering with fewer. */
const MIN_PARTS = 3

/** A card that was written to be turned over becomes a short answer, or an essay with the back as its model answer. */
export function questionForm(entry: ExportEntry): QuestionForm {
  const form = formOf(entry)
  const parts = form.kind === 'matching' ? form.pairs.length : form.kind === 'ordering' ? form.steps.length : MIN_PARTS
  return parts < MIN_PARTS ? freeForm(entry.front, entry.back) : form
}

function formOf({ item, kind, front, back }: ExportEntry): QuestionForm {
  if (item === null || kind === 'cloze') return kind === 'cloze' ? gapForm(front, back) : freeForm(front, back)
  const { type, stem, options, right, solution } = item
  const { answer } = solution
  if (type === 'multiple-choice' && 'option' in answer) return { kind: 'choice', stem, options, correct: answer.option }
  if (type === 'true-false' && 'isTrue' in answer) return { kind: 'true-false', stem, isTrue: answer.isTrue }
  if (type === 'matching' && 'order' in answer) {
    const used = new Set(answer.order)
    return { kind: 'matching', stem, pairs: matchingPairs(item), extra: right.filter((_, index) => !used.has(index)) }
  }
  if (type === 'ordering' && 'order' in answer) {
    return { kind: 'ordering', stem, steps: orderedSteps(item), shown: options }
  }
  return freeForm(stem, solution.answerText)
}

const freeForm = (stem: string, answer: string): QuestionForm =>
  answer.length > MAX_TYPED_CHARACTERS || /\n/.test(answer) || answer.trim() === ''
    ? { kind: 'essay', stem, model: answer }
    : { kind: 'text', stem, answer: answer.trim() }

/** These programs ask for one gap at a time: a text with several is asked for all of them at once. */
function gapForm(front: string, back: string): QuestionForm {
  const parts = clozeParts(front)
  const answers = clozeAnswers(front)
  const [answer = ''] = answers
  const at = parts.findIndex((part) => part.kind === 'deletion')
  if (answers.length !== 1 || answer.length > MAX_TYPED_CHARACTERS) {
    return freeForm(clozeQuestion(front), [answers.join('; '), back].filter((text) => text !== '').join('\n'))
  }
  const plain = (some: typeof parts): string => some.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  return { kind: 'gap', before: plain(parts.slice(0, at)), answer, after: plain(parts.slice(at + 1)) }
}

const MAX_NAME_UNITS = 80

/** A name for lists of questions: the number, and the beginning of what is asked. */
export function questionName({ item, front, kind }: ExportEntry, index: number): string {
  const asked = kind === 'cloze' ? clozeQuestion(front) : (item?.stem ?? front)
  const line = asked.replaceAll(/\s+/g, ' ').trim()
  const beginning = wholeCharacters(line, MAX_NAME_UNITS)
  return `${String(index + 1).padStart(3, '0')} ${beginning}${beginning.length < line.length ? '…' : ''}`
}

/** The first so many code units, without half a character at the end. */
const wholeCharacters = (text: string, units: number): string =>
  text.slice(0, units).replace(/[\uD800-\uDBFF\u200D]$/, '')
