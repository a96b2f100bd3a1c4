import type { QuestionDraft } from '../../../ports/question-writer.ts'

/** A draft that may be chosen, with how good it promises to be: 0 to 1. */
export interface Candidate {
  readonly draft: QuestionDraft
  readonly quality: number
}
