import type {
  Card,
  CardDetail,
  ConceptMastery,
  CreateCardsRequest,
  Deck,
  ListCardsQuery,
  OptimizeReviewsResult,
  Progress,
  ProgressQuery,
  ReviewCardRequest,
  ReviewForecast,
  ReviewQueue,
  ReviewQueueQuery,
  ReviewRating,
  ReviewSettings,
  UpdateCardRequest,
  UpdateReviewSettingsRequest,
} from '@learnpath/contracts'
import type { OnAnswered } from '../quizzes/index.ts'

/** One line of the raw log of reviews; never changed once written. */
export interface ReviewLogEntry {
  readonly cardId: string
  readonly at: number
  readonly rating: ReviewRating
  /** State, stability and difficulty before the review; null for a new card. */
  readonly stateBefore: Card['state']
  readonly stabilityBefore: number | null
  readonly difficultyBefore: number | null
  readonly intervalDays: number
  readonly durationMs: number | null
  /** Version of the weights the schedule was made with. */
  readonly parameterVersion: number
}

/** A card from another program, with what was reviewed there. */
export interface ForeignCard {
  /** Stays the same when exported again; the same id updates the card. */
  readonly guid: string
  readonly deck: string
  readonly kind: 'basic' | 'cloze'
  readonly front: string
  readonly back: string
  readonly tags: readonly string[]
  readonly suspended: boolean
  readonly reviews: readonly Pick<ReviewLogEntry, 'at' | 'rating' | 'durationMs'>[]
}

/** Spaced repetition by FSRS-6, mastery of concepts by Elo, and progress. */
export interface ReviewsApi {
  queue(query: ReviewQueueQuery): Promise<ReviewQueue>
  /** By name. */
  decks(): Promise<Deck[]>
  list(query: ListCardsQuery): Promise<{ cards: Card[]; total: number }>
  create(request: CreateCardsRequest): Promise<{ cards: Card[]; total: number }>
  /** @throws LP_CARD_NOT_FOUND */
  get(cardId: string): Promise<CardDetail>
  update(cardId: string, change: UpdateCardRequest): Promise<CardDetail>
  delete(cardId: string): Promise<void>
  /** @throws LP_CARD_NOT_FOUND, LP_CARD_SUSPENDED */
  review(cardId: string, request: ReviewCardRequest): Promise<CardDetail>
  /** @throws LP_REVIEW_NONE */
  undo(): Promise<CardDetail>
  settings(): Promise<ReviewSettings>
  updateSettings(change: UpdateReviewSettingsRequest): Promise<ReviewSettings>
  optimize(): Promise<OptimizeReviewsResult>
  forecast(query: { readonly days: number; readonly deck?: string | undefined }): Promise<ReviewForecast>
  progress(query: ProgressQuery): Promise<Progress>
  /** For each concept that has an answer. */
  mastery(conceptIds: readonly string[]): Promise<ReadonlyMap<string, ConceptMastery>>
  /** Handed to the quizzes: keeps mastery in step with every answer. */
  readonly onAnswered: OnAnswered
  /** Adds or updates cards of other programs. Reviews that are there already are not added again. */
  importCards(
    cards: readonly ForeignCard[],
  ): Promise<{ added: number; updated: number; unchanged: number; reviews: number }>
  /** All reviews of a card, oldest first. */
  log(cardId: string): Promise<ReviewLogEntry[]>
}
