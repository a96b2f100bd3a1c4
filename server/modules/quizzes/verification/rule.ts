import type { QuestionDraft } from '../../../ports/question-writer.ts'
import type { DraftFacts } from './draft-facts.ts'

/** One thing that may be wrong with a question. */
export interface Rule {
  /** Shown to the user with the number of drafts it has turned down. */
  readonly id: string
  /** Types it is about. */
  readonly types: readonly QuestionDraft['type'][]
  offends(facts: DraftFacts): boolean
}
