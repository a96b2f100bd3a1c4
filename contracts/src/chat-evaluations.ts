import { z } from 'zod'
import { AnswerSentence, AnswerSettings } from './ask.ts'
import { Citation, SearchFilters } from './search.ts'

/** A topic that an answer should speak of: its name, and other words that are as good. */
export const ExpectedTopic = z
  .array(z.string().min(1).max(200))
  .min(1)
  .max(20)
  .register(z.globalRegistry, { id: 'ExpectedTopic' })
export type ExpectedTopic = z.infer<typeof ExpectedTopic>

const asked = {
  text: z.string(),
  topics: z.array(ExpectedTopic),
  documents: z.array(z.string()).describe('Paths or titles, or the ends of them, that a good answer cites one of.'),
  answerable: z
    .boolean()
    .nullable()
    .describe('Whether the documents hold the answer; null: that depends on the documents, and is not judged.'),
}

export const FollowUpQuestion = z.object(asked).register(z.globalRegistry, { id: 'FollowUpQuestion' })
export type FollowUpQuestion = z.infer<typeof FollowUpQuestion>

export const ChatQuestion = z
  .object({
    id: z.string(),
    tier: z.int().min(1).max(3).describe('1: a fact; 2: an explanation; 3: several things put together.'),
    language: z.string().describe('ISO 639-1 code.'),
    ...asked,
    followUps: z.array(FollowUpQuestion),
  })
  .register(z.globalRegistry, { id: 'ChatQuestion' })
export type ChatQuestion = z.infer<typeof ChatQuestion>

export const ChatQuestionSet = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    language: z.string(),
    questions: z.array(ChatQuestion),
    yaml: z.string().describe('As it was written.'),
    shipped: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'ChatQuestionSet' })
export type ChatQuestionSet = z.infer<typeof ChatQuestionSet>

export const AddChatQuestionSetRequest = z
  .strictObject({
    yaml: z.string().min(1).max(500_000).describe('The guide to comparing language models shows the form.'),
  })
  .register(z.globalRegistry, { id: 'AddChatQuestionSetRequest' })
export type AddChatQuestionSetRequest = z.infer<typeof AddChatQuestionSetRequest>

const Points = z.int().min(1).max(5)

/** One of what is compared: a model with its settings. */
export const ChatSubject = z
  .strictObject({
    label: z.string().trim().min(1).max(60),
    model: z.string().min(1).max(300).describe('Id of a language model, or "extractive".'),
    settings: AnswerSettings.optional(),
  })
  .register(z.globalRegistry, { id: 'ChatSubject' })
export type ChatSubject = z.infer<typeof ChatSubject>

export const CreateChatEvaluationRequest = z
  .strictObject({
    title: z.string().trim().min(1).max(200).optional().describe('Default: the labels.'),
    questionSet: z.string().min(1).max(100),
    subjects: z.array(ChatSubject).min(1).max(8),
    repetitions: z.int().min(1).max(20).default(1).describe('How often each question is asked.'),
    seed: z.int().min(0).max(2_147_483_647).default(1).describe('Of the order, and of the intervals.'),
    filters: SearchFilters.optional().describe('Which documents are asked.'),
    loads: z
      .int()
      .min(0)
      .max(20)
      .default(3)
      .describe('How often each language model is unloaded and loaded, to measure what a switch to it costs.'),
    cold: z
      .boolean()
      .default(false)
      .describe('Unload the model before each answer. Default: it is loaded before, and the answer is measured warm.'),
  })
  .register(z.globalRegistry, { id: 'CreateChatEvaluationRequest' })
export type CreateChatEvaluationRequest = z.infer<typeof CreateChatEvaluationRequest>
export type CreateChatEvaluationRequestInput = z.input<typeof CreateChatEvaluationRequest>

/** What is measured of answers. Shares are from 0 to 1. */
export const ChatMeasure = z
  .enum([
    'topicCoverage',
    'citationPrecision',
    'faithfulness',
    'abstentionRight',
    'documentCited',
    'firstTextMs',
    'totalMs',
    'tokensPerSecond',
    'generatedTokens',
    'loadMs',
    'modelBytes',
    'vramBytes',
    'processorMs',
    'residentBytes',
  ])
  .register(z.globalRegistry, {
    id: 'ChatMeasure',
    description:
      'topicCoverage: share of the expected topics that the answer speaks of; citationPrecision: share of its citations that bear their ' +
      'sentence; faithfulness: share of its sentences that the cited passages hold (partly counts half): both by words and numbers, a ' +
      'heuristic; abstentionRight: it says "not found" exactly when the documents do not hold the answer; documentCited: it cites one ' +
      'of the expected documents; firstTextMs, totalMs: from the question to the first text and to the end, search included; ' +
      "tokensPerSecond, generatedTokens: the engine's own counts; loadMs: until an unloaded model is in memory; modelBytes, vramBytes: " +
      "what it takes there; processorMs, residentBytes: of LearnPath's own process.",
  })
export type ChatMeasure = z.infer<typeof ChatMeasure>

const NullableMeasures = z
  .record(ChatMeasure, z.number().nullable())
  .describe('Null is what this answer has no value for.')

/** One answer of an evaluation. */
export const ChatEvaluationAnswer = z
  .object({
    key: z.string(),
    subject: z.string().describe('Label.'),
    questionId: z.string(),
    turn: z.int().describe('0: the question; 1 and on: follow-up questions.'),
    repetition: z.int().describe('From 1.'),
    question: z.string(),
    answer: z.string().nullable().describe('Null when there was none.'),
    abstained: z.boolean(),
    sentences: z.array(AnswerSentence),
    citations: z.array(Citation),
    topics: z.array(z.object({ topic: z.string(), found: z.boolean() })),
    measures: NullableMeasures,
    failure: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .describe('Why there is no answer. Nobody else is asked in its place: a failure is a result.'),
    withdrawn: z
      .boolean()
      .describe('A document that it quoted was deleted, and the answer with it: its measures are left.'),
    engine: z.string(),
    answeredAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'ChatEvaluationAnswer' })
export type ChatEvaluationAnswer = z.infer<typeof ChatEvaluationAnswer>

export const ChatEvaluationAnswerList = z
  .object({ answers: z.array(ChatEvaluationAnswer), total: z.int() })
  .register(z.globalRegistry, { id: 'ChatEvaluationAnswerList' })
export type ChatEvaluationAnswerList = z.infer<typeof ChatEvaluationAnswerList>

export const ListChatEvaluationAnswersQuery = z.strictObject({
  subject: z.string().max(60).optional(),
  questionId: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  offset: z.coerce.number().int().min(0).default(0),
})
export type ListChatEvaluationAnswersQuery = z.infer<typeof ListChatEvaluationAnswersQuery>

/** What people rate an answer by. */
export const RatedQuality = z
  .enum(['fluency', 'accuracy', 'completeness', 'coherence', 'citationQuality'])
  .register(z.globalRegistry, { id: 'RatedQuality' })
export type RatedQuality = z.infer<typeof RatedQuality>

export const QualityPoints = z.partialRecord(RatedQuality, Points).register(z.globalRegistry, {
  id: 'QualityPoints',
  description: '1 is worst, 5 is best; what is left out was not rated.',
})
export type QualityPoints = z.infer<typeof QualityPoints>

const BlindAnswer = z
  .object({ answer: z.string(), abstained: z.boolean(), citations: z.array(Citation) })
  .register(z.globalRegistry, { id: 'BlindAnswer' })

/** Two answers to the same question. Who made which is not told; which one is left is by the seed, as often this as that. */
export const BlindPair = z
  .object({
    id: z.string(),
    questionId: z.string(),
    tier: z.int(),
    turn: z.int(),
    history: z.array(z.string()).describe('Questions before, the oldest first.'),
    question: z.string(),
    topics: z.array(z.string()).describe('What a good answer speaks of.'),
    left: BlindAnswer,
    right: BlindAnswer,
  })
  .register(z.globalRegistry, { id: 'BlindPair' })
export type BlindPair = z.infer<typeof BlindPair>

export const NextPairQuery = z.strictObject({
  rater: z.string().trim().min(1).max(60).default('me').describe('Who rates; each rates each pair once.'),
  skip: z.coerce.number().int().min(0).default(0).describe('Pairs to pass over for now.'),
})
export type NextPairQuery = z.infer<typeof NextPairQuery>

export const NextPair = z
  .object({
    pair: BlindPair.nullable().describe('Null when this rater has rated everything.'),
    rated: z.int(),
    total: z.int(),
  })
  .register(z.globalRegistry, { id: 'NextPair' })
export type NextPair = z.infer<typeof NextPair>

export const PairPreference = z
  .enum(['left', 'right', 'tie', 'both-bad'])
  .register(z.globalRegistry, { id: 'PairPreference' })
export type PairPreference = z.infer<typeof PairPreference>

export const RatePairRequest = z
  .strictObject({
    pairId: z.string().min(1).max(200),
    rater: z.string().trim().min(1).max(60).default('me'),
    preference: PairPreference.describe('`both-bad` counts as a tie, and is told apart in the report.'),
    left: QualityPoints.optional(),
    right: QualityPoints.optional(),
    note: z.string().trim().max(2000).optional(),
  })
  .register(z.globalRegistry, { id: 'RatePairRequest' })
export type RatePairRequest = z.infer<typeof RatePairRequest>
export type RatePairRequestInput = z.input<typeof RatePairRequest>

export const PairRating = z
  .object({
    id: z.string(),
    pairId: z.string(),
    rater: z.string(),
    preference: PairPreference,
    left: QualityPoints,
    right: QualityPoints,
    note: z.string().nullable(),
    createdAt: z.iso.datetime(),
    reveals: z.object({ left: z.string(), right: z.string() }).describe('Who was who: told after the judgement.'),
  })
  .register(z.globalRegistry, { id: 'PairRating' })
export type PairRating = z.infer<typeof PairRating>

/** How much work it is to keep each subject going, by a person: 5 is none, 1 is a lot. */
export const MaintenanceRequest = z
  .strictObject({ points: z.record(z.string().max(60), Points).describe('By label.') })
  .register(z.globalRegistry, { id: 'MaintenanceRequest' })
export type MaintenanceRequest = z.infer<typeof MaintenanceRequest>
