import type { QuestionDraft } from '../../../ports/question-writer.ts'
import type { ConceptEntry, StudyDocument } from '../../../ports/study-material.ts'
import type { DraftFacts } from './draft-facts.ts'

/** What a draft is checked against. */
export interface VerificationContext {
  readonly documents: ReadonlyMap<string, StudyDocument>
  readonly concepts: ReadonlyMap<string, ConceptEntry>
  /** By name and alias in lower case. */
  readonly conceptsByName: ReadonlyMap<string, ConceptEntry>
}

/** One thing that may be wrong with a question. */
export interface Rule {
  /** Shown to the user with the number of drafts it has turned down. */
  readonly id: string
  /** Types it is about. */
  readonly types: readonly QuestionDraft['type'][]
  offends(facts: DraftFacts): boolean
}
