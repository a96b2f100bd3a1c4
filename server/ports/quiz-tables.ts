import type { QuizItemType } from '@learnpath/contracts'
import type { MemberOfRow } from './row-scopes.ts'

/**
 * Rows of quizzes; part of `DatabaseSchema`. What holds words of documents hangs on them: items on the document of their evidence,
 * each text of an item also on the document its words are from. What the user did (answers, marks) holds ids and numbers alone and stays.
 */
export interface QuizTables {
  quizzes: QuizzesTable
  quiz_entries: QuizEntriesTable
  quiz_items: QuizItemsTable
  quiz_item_texts: QuizItemTextsTable
  quiz_item_marks: QuizItemMarksTable
  quiz_answers: QuizAnswersTable
}

export interface QuizzesTable {
  id: string
  member_id: MemberOfRow
  collection_id: string
  seed: number
  /** Ids that were asked for: {documentIds, conceptIds}, null when any; and {shortage}, null when there was none. */
  scope_json: string
  shortfall: string | null
  /** Number of dropped candidates per rule. */
  dropped_json: string
  created_at: number
}

/** The items of a quiz in their order. The item itself may be gone, with its document. */
export interface QuizEntriesTable {
  quiz_id: string
  position: number
  item_id: string
}

export interface QuizItemsTable {
  /** Hash of collection, type, concept, evidence and stem. */
  id: string
  document_id: string
  collection_id: string
  type: QuizItemType
  concept_id: string
  concept_name: string
  bloom: 'remember' | 'understand'
  language: string
  difficulty: number
  pattern: string
  writer: string
  /** Content hash of the document's version in which the offsets below hold. */
  version_hash: string
  /** Content hash of the version in which the evidence was last looked for. */
  checked_hash: string
  /** 1 when that version does not hold the evidence. */
  outdated: 0 | 1
  evidence_start: number
  evidence_end: number
  passage_start: number
  passage_end: number
  page: number | null
  page_end: number | null
  /** Number of its rows in quiz_item_texts; with fewer of them left it is incomplete and not shown. */
  text_count: number
  heading_path_json: string
  /** QuizAnswer. */
  answer_json: string
  answer_text: string
  accepted_json: string
  evidence: string
  passage_text: string
  created_at: number
}

export interface QuizItemTextsTable {
  item_id: string
  part: 'stem' | 'option' | 'left' | 'right'
  position: number
  /** Document whose words it holds besides those of the evidence's document. */
  document_id: string
  text: string
}

/** What was decided about an item, also while the item itself is gone. */
export interface QuizItemMarksTable {
  item_id: string
  member_id: MemberOfRow
  thumb: 'up' | 'down' | null
  retired: 0 | 1
}

/** The first answer to each item of a quiz. What was typed is not kept: it may quote the document. */
export interface QuizAnswersTable {
  id: string
  member_id: MemberOfRow
  quiz_id: string
  item_id: string
  concept_id: string
  band: 'pass' | 'self-assess' | 'fail'
  score: number
  /** Null until the learner has assessed it. */
  correct: 0 | 1 | null
  overridden: 0 | 1
  guess: number
  duration_ms: number | null
  at: number
}
