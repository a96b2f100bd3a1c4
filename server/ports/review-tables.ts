import type { CardState, ReviewRating } from '@learnpath/contracts'
import type { ColumnType, Generated } from 'kysely'
import type { MemberOfRow } from './row-scopes.ts'

/** Rows of reviews; part of `DatabaseSchema`. */
export interface ReviewTables {
  cards: CardsTable
  review_log: ReviewLogTable
  review_parameters: ReviewParametersTable
  review_settings: ReviewSettingsTable
  mastery_evidence: MasteryEvidenceTable
}

/** A `day` is the number of days from 1970-01-01 to the learner's day, in the time zone and with the start of day of that time. */
export interface CardsTable {
  id: string
  member_id: MemberOfRow
  kind: 'item' | 'basic' | 'cloze'
  deck: string
  /** Of a card made from a quiz item: it holds no text of its own and goes with the document. */
  item_id: string | null
  document_id: string | null
  concept_id: string | null
  /** Cards with the same key come from the same place and are kept apart. */
  sibling_key: string | null
  /** Given by the program the card was imported from. */
  guid: string | null
  front: string
  back: string
  tags_json: string
  created_at: number
  /** Order in which new cards come up. */
  position: number
  state: CardState
  /** Of the steps that learning and relearning take within a day. */
  step: number
  stability: number | null
  difficulty: number | null
  due_at: number
  last_day: number | null
  reviews: number
  lapses: number
  suspended: 0 | 1
  leech: 0 | 1
  /** Version of the weights that stability and difficulty were reckoned with. */
  parameter_version: number
}

/** One row per review, without foreign key: it outlives its card, and holds no words. Never changed but for `undone_at`. */
export interface ReviewLogTable {
  sequence: Generated<number>
  member_id: MemberOfRow
  card_id: ColumnType<string, string, never>
  at: ColumnType<number, number, never>
  day: ColumnType<number, number, never>
  rating: ColumnType<ReviewRating, ReviewRating, never>
  duration_ms: ColumnType<number | null, number | null, never>
  state_before: ColumnType<CardState, CardState, never>
  stability_before: ColumnType<number | null, number | null, never>
  difficulty_before: ColumnType<number | null, number | null, never>
  /** Days since the review before; null for the first. */
  elapsed_days: ColumnType<number | null, number | null, never>
  /** Chance of recall as it was predicted; null for a new card. */
  predicted: ColumnType<number | null, number | null, never>
  /** When the card was due; for a new card, when it was made. */
  was_due_at: ColumnType<number, number, never>
  /** What was set: days until the card comes back (a fraction for steps within a day), and when. */
  interval_days: ColumnType<number, number, never>
  due_at: ColumnType<number, number, never>
  parameter_version: ColumnType<number, number, never>
  /** 1: this review made the card a leech. */
  made_leech: ColumnType<0 | 1, 0 | 1, never>
  /** 1: done in another program. */
  imported: ColumnType<0 | 1, 0 | 1, never>
  undone_at: number | null
}

/** Weights fitted to the learner's reviews. Version 0, the default weights, has no row. */
export interface ReviewParametersTable {
  member_id: MemberOfRow
  version: number
  weights_json: string
  fitted_at: number
  reviews: number
  log_loss_before: number
  log_loss_after: number
}

/** One row per member. */
export interface ReviewSettingsTable {
  member_id: MemberOfRow
  settings_json: string
}

/** What mastery is reckoned from: one row per answer, and per card and day. No words. */
export interface MasteryEvidenceTable {
  sequence: Generated<number>
  member_id: MemberOfRow
  /** Id of the answer, or `review:` and the sequence of the review. */
  source: string
  concept_id: string
  correct: 0 | 1
  guess: number
  at: number
  day: number
  duration_ms: number | null
}
