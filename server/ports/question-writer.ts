import type { QuizAnswer, QuizItemType } from '@learnpath/contracts'
import type { ConceptMap, StudyDocument } from './study-material.ts'

/** What questions are written from. */
export interface QuestionMaterial {
  readonly map: ConceptMap
  readonly documents: readonly StudyDocument[]
}

export interface QuestionWish {
  readonly types: readonly QuizItemType[]
  /** Concepts to ask about; null: any. */
  readonly conceptIds: ReadonlySet<string> | null
  /** Documents to take evidence from; null: any. */
  readonly documentIds: ReadonlySet<string> | null
  /** Drafts to write, at most. */
  readonly count: number
  /** Questions wanted of them in the end. Default: as many. */
  readonly questions?: number
  readonly seed: number
}

/** A question that nobody has checked yet. */
export interface QuestionDraft {
  readonly type: QuizItemType
  readonly stem: string
  /** Multiple choice: options. Ordering: steps as shown. */
  readonly options: readonly string[]
  readonly left: readonly string[]
  readonly right: readonly string[]
  readonly answer: QuizAnswer
  readonly answerText: string
  /** Other wordings of the answer that count as right. */
  readonly accepted: readonly string[]
  readonly conceptId: string
  /** Range of the evidence in the document: the quote that holds the answer. */
  readonly evidence: { readonly documentId: string; readonly start: number; readonly end: number }
  readonly bloom: 'remember' | 'understand'
  readonly language: string
  /** From 0 easy to 1 hard. */
  readonly difficulty: number
  /** Of how the question was made, e.g. "definition" or "series-of-steps". */
  readonly pattern: string
  /** Id of the language model that wrote it, where one did. */
  readonly model?: string
  /** Whether who wrote it found the answer again in the passage alone, where that was tried. */
  readonly confirmed?: boolean
}

/** Writes questions from passages: by rules, or by a language model. What it writes is verified by whoever asked. */
export interface QuestionWriter {
  /** Such as "extractive". Items keep it, or the id of the model that wrote them. */
  readonly name: string
  /**
   * The best drafts first; fewer than wished when the material has no more. Deterministic for a seed where the writer can be.
   * When the signal ends it, gives what is written by then, or throws the signal's reason.
   */
  write(material: QuestionMaterial, wish: QuestionWish, signal?: AbortSignal): Promise<QuestionDraft[]>
}
