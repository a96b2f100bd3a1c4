import type { QuestionDraft } from '../../../ports/question-writer.ts'
import { BLANK } from './blanks.ts'

/**
 * Whether a cloze filled with its answer gives its evidence back: what stands around the gaps stands there word for word, and each
 * gap takes the place of the answer or another accepted form. An article left open ("a(n)") and an explanation in brackets right
 * after the answer, left out as it would give it away, are let pass.
 */
export function isFilledBy(draft: Pick<QuestionDraft, 'stem' | 'answerText' | 'accepted'>, evidence: string): boolean {
  const pieces = spaced(draft.stem)
    .split(BLANK)
    .map((piece) => escaped(piece).replaceAll(/\b([Aa])\\\(n\\\)/g, '$1n?'))
  const forms = [draft.answerText, ...draft.accepted].toSorted((left, right) => right.length - left.length)
  const answer = String.raw`(?:${forms.map((form) => escaped(spaced(form))).join('|')})(?:["”]?\s*\([^()]*\))?`
  return new RegExp(`^${pieces.join(answer)}$`, 'iu').test(spaced(evidence))
}

const spaced = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
