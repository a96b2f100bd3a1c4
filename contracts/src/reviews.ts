import { z } from 'zod'
import { QuizItem } from './quizzes.ts'
import { SourcePassage } from './source-passage.ts'

export const ReviewRating = z.enum(['again', 'hard', 'good', 'easy']).register(z.globalRegistry, { id: 'ReviewRating' })
export type ReviewRating = z.infer<typeof ReviewRating>

export const CardState = z
  .enum(['new', 'learning', 'review', 'relearning'])
  .register(z.globalRegistry, { id: 'CardState' })
export type CardState = z.infer<typeof CardState>

/** Something to remember: a quiz item, or two sides of a card. */
export const Card = z
  .object({
    id: z.string(),
    deck: z.string().describe('Name of the collection, or of the deck it was imported from.'),
    guid: z.string().nullable().describe('Id it has in the program it was imported from.'),
    kind: z.enum(['item', 'basic', 'cloze']).describe('`item`: made from a quiz item.'),
    item: QuizItem.nullable(),
    front: z.string(),
    back: z.string(),
    passage: SourcePassage.nullable(),
    conceptId: z.string().nullable(),
    tags: z.array(z.string()),
    state: CardState,
    dueAt: z.iso.datetime(),
    stabilityDays: z.number().nullable().describe('Days until recall falls to 90 %; null for a new card.'),
    memoryDifficulty: z.number().nullable().describe('Of FSRS, 1 to 10; null for a new card.'),
    retrievability: z.number().min(0).max(1).nullable().describe('Chance to recall it now.'),
    reviews: z.int(),
    lapses: z.int(),
    suspended: z.boolean(),
    leech: z.boolean().describe('Forgotten again and again; better written anew than repeated.'),
  })
  .register(z.globalRegistry, { id: 'Card' })
export type Card = z.infer<typeof Card>

export const CreateCardsRequest = z
  .union([
    z.strictObject({ itemIds: z.array(z.string()).min(1).max(500) }),
    z.strictObject({
      deck: z.string().trim().min(1).max(200),
      front: z.string().trim().min(1).max(20_000),
      back: z.string().max(20_000),
      kind: z.enum(['basic', 'cloze']).default('basic'),
      tags: z.array(z.string()).max(50).default([]),
    }),
  ])
  .register(z.globalRegistry, { id: 'CreateCardsRequest' })
export type CreateCardsRequest = z.infer<typeof CreateCardsRequest>
export type CreateCardsRequestInput = z.input<typeof CreateCardsRequest>

export const CardList = z
  .object({ cards: z.array(Card), total: z.int() })
  .register(z.globalRegistry, { id: 'CardList' })
export type CardList = z.infer<typeof CardList>

/** Cards of one name, and what of them is on today. */
export const Deck = z
  .object({
    name: z.string(),
    cards: z.int(),
    due: z.int().describe('Cards to repeat by the end of today; daily limits are not looked at.'),
    new: z.int(),
    suspended: z.int(),
  })
  .register(z.globalRegistry, { id: 'Deck' })
export type Deck = z.infer<typeof Deck>

export const DeckList = z.object({ decks: z.array(Deck) }).register(z.globalRegistry, { id: 'DeckList' })
export type DeckList = z.infer<typeof DeckList>

export const ListCardsQuery = z
  .strictObject({
    deck: z.string().optional(),
    contains: z.string().max(200).optional().describe('Words on either side, of the question, or of the tags.'),
    suspended: z.enum(['true', 'false', 'all']).default('all'),
    leech: z.enum(['true', 'false', 'all']).default('all'),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    offset: z.coerce.number().int().min(0).default(0),
  })
  .register(z.globalRegistry, { id: 'ListCardsQuery' })
export type ListCardsQuery = z.infer<typeof ListCardsQuery>

export const ReviewQueueQuery = z
  .strictObject({ deck: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).default(50) })
  .register(z.globalRegistry, { id: 'ReviewQueueQuery' })
export type ReviewQueueQuery = z.infer<typeof ReviewQueueQuery>

/** What each rating would do to the card now. */
export const RatingPreview = z
  .object({ rating: ReviewRating, dueAt: z.iso.datetime(), intervalDays: z.number() })
  .register(z.globalRegistry, { id: 'RatingPreview' })
export type RatingPreview = z.infer<typeof RatingPreview>

export const CardDetail = Card.extend({ preview: z.array(RatingPreview) }).register(z.globalRegistry, {
  id: 'CardDetail',
})
export type CardDetail = z.infer<typeof CardDetail>

/** Cards for today, in the order to take them. */
export const ReviewQueue = z
  .object({
    cards: z.array(CardDetail),
    due: z.int().describe('Cards to repeat today, within the daily limit.'),
    new: z.int().describe('New cards for today, within the daily limit.'),
    overLimit: z.int().describe('Cards that are due beyond the daily limit.'),
    nextDueAt: z.iso.datetime().nullable(),
  })
  .register(z.globalRegistry, { id: 'ReviewQueue' })
export type ReviewQueue = z.infer<typeof ReviewQueue>

export const ReviewCardRequest = z
  .strictObject({ rating: ReviewRating, durationMs: z.int().min(0).max(86_400_000).optional() })
  .register(z.globalRegistry, { id: 'ReviewCardRequest' })
export type ReviewCardRequest = z.infer<typeof ReviewCardRequest>

export const UpdateCardRequest = z
  .strictObject({
    suspended: z.boolean().optional(),
    front: z.string().trim().min(1).max(20_000).optional(),
    back: z.string().max(20_000).optional(),
    tags: z.array(z.string()).max(50).optional(),
  })
  .register(z.globalRegistry, { id: 'UpdateCardRequest' })
export type UpdateCardRequest = z.infer<typeof UpdateCardRequest>

export const ReviewSettings = z
  .object({
    desiredRetention: z.number().min(0.8).max(0.95),
    newPerDay: z.int().min(0).max(1000),
    reviewsPerDay: z.int().min(0).max(10_000),
    maximumIntervalDays: z.int().min(1).max(36_500),
    leechLapses: z.int().min(2).max(100).describe('Lapses that make a card a leech, which suspends it.'),
    dayStartsAtHour: z.int().min(0).max(23),
    timeZone: z.string().describe('IANA name; the day of the learner.'),
    examDate: z.iso.date().nullable().describe('No interval goes beyond it; recall is raised in the last weeks.'),
    parameters: z.array(z.number()).describe('21 weights of FSRS-6.'),
    parameterVersion: z.int().describe('0: the default weights.'),
  })
  .register(z.globalRegistry, { id: 'ReviewSettings' })
export type ReviewSettings = z.infer<typeof ReviewSettings>

export const UpdateReviewSettingsRequest = ReviewSettings.omit({ parameters: true, parameterVersion: true })
  .partial()
  .strict()
  .register(z.globalRegistry, { id: 'UpdateReviewSettingsRequest' })
export type UpdateReviewSettingsRequest = z.infer<typeof UpdateReviewSettingsRequest>

/** Outcome of fitting the weights to one's own reviews. */
export const OptimizeReviewsResult = z
  .object({
    changed: z.boolean(),
    reason: z.string().describe('In words, e.g. that there are too few reviews yet.'),
    reviews: z.int(),
    logLossBefore: z.number().nullable(),
    logLossAfter: z.number().nullable(),
    settings: ReviewSettings,
  })
  .register(z.globalRegistry, { id: 'OptimizeReviewsResult' })
export type OptimizeReviewsResult = z.infer<typeof OptimizeReviewsResult>

export const ForecastQuery = z
  .strictObject({ days: z.coerce.number().int().min(1).max(365).default(30), deck: z.string().optional() })
  .register(z.globalRegistry, { id: 'ForecastQuery' })
export type ForecastQuery = z.infer<typeof ForecastQuery>

export const ReviewForecast = z
  .object({ days: z.array(z.object({ date: z.iso.date(), reviews: z.int(), minutes: z.number() })) })
  .register(z.globalRegistry, { id: 'ReviewForecast' })
export type ReviewForecast = z.infer<typeof ReviewForecast>

/** How well a concept is known, by Elo over all answers. */
export const ConceptMastery = z
  .object({
    conceptId: z.string(),
    name: z.string(),
    mastery: z.number().min(0).max(1).describe('Chance to answer an average question on it.'),
    uncertainty: z.number().min(0).max(1).describe('Half the width of the 90 % interval of `mastery`.'),
    answers: z.int(),
    mastered: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'ConceptMastery' })
export type ConceptMastery = z.infer<typeof ConceptMastery>

export const ProgressQuery = z
  .strictObject({ collection: z.string().optional(), days: z.coerce.number().int().min(1).max(3650).default(90) })
  .register(z.globalRegistry, { id: 'ProgressQuery' })
export type ProgressQuery = z.infer<typeof ProgressQuery>

export const Progress = z
  .object({
    days: z.array(
      z.object({
        date: z.iso.date(),
        reviews: z.int(),
        answers: z.int(),
        minutes: z.number(),
        plannedMinutes: z.number(),
      }),
    ),
    streakDays: z.int().describe('Days in a row with learning, today or yesterday the last.'),
    mastered: z.int(),
    concepts: z.array(ConceptMastery),
    retention: z.object({
      predicted: z.number().nullable().describe('Mean chance of recall when cards were reviewed.'),
      actual: z.number().nullable().describe('Share of those that were recalled.'),
      reviews: z.int(),
      byPrediction: z.array(z.object({ predicted: z.number(), actual: z.number(), reviews: z.int() })),
    }),
  })
  .register(z.globalRegistry, { id: 'Progress' })
export type Progress = z.infer<typeof Progress>
