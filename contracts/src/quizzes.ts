import { z } from 'zod'
import { SourcePassage } from './source-passage.ts'

export const QuizItemType = z
  .enum(['multiple-choice', 'cloze', 'true-false', 'matching', 'ordering', 'short-answer'])
  .register(z.globalRegistry, { id: 'QuizItemType' })
export type QuizItemType = z.infer<typeof QuizItemType>

/** What a learner sees: no answer in it. */
export const QuizItem = z
  .object({
    id: z.string(),
    type: QuizItemType,
    stem: z.string().describe('The question; in a cloze "_____" stands for what is missing.'),
    options: z
      .array(z.string())
      .describe('Multiple choice: one of them is right. Ordering: the steps, shuffled. Else empty.'),
    left: z.array(z.string()).describe('Matching: what is to be paired; else empty.'),
    right: z.array(z.string()).describe('Matching: with one of these each, shuffled; else empty.'),
    concept: z.object({ id: z.string(), name: z.string() }),
    bloom: z.enum(['remember', 'understand']).describe('What kind of knowing it asks for.'),
    language: z.string(),
    difficulty: z.number().min(0).max(1),
    state: z
      .enum(['active', 'retired', 'removed', 'outdated'])
      .describe('`retired`: its statistics are bad; `removed`: by the user; `outdated`: its source has changed.'),
    statistics: z.object({ answered: z.int(), correct: z.int() }),
  })
  .register(z.globalRegistry, { id: 'QuizItem' })
export type QuizItem = z.infer<typeof QuizItem>

/** An answer in the form its type asks for. */
export const QuizAnswer = z
  .union([
    z.strictObject({ option: z.int().min(0) }).describe('Multiple choice: index into options.'),
    z.strictObject({ text: z.string().max(2000) }).describe('Cloze and short answer.'),
    z.strictObject({ isTrue: z.boolean() }).describe('True or false.'),
    z
      .strictObject({ order: z.array(z.int().min(0)).max(20) })
      .describe('Matching: for each of left the index into right. Ordering: indices into options, first step first.'),
  ])
  .register(z.globalRegistry, { id: 'QuizAnswer' })
export type QuizAnswer = z.infer<typeof QuizAnswer>

export const QuizSolution = z
  .object({
    answer: QuizAnswer,
    answerText: z.string().describe('The right answer in words.'),
    evidence: z.string().describe('Exact words of the document that hold the answer.'),
    passage: SourcePassage.describe('Where the evidence stands; its text is the passage to read.'),
    evidenceStart: z.int().describe('Offset of the evidence in the document.'),
    evidenceEnd: z.int(),
  })
  .register(z.globalRegistry, { id: 'QuizSolution' })
export type QuizSolution = z.infer<typeof QuizSolution>

export const SolvedQuizItem = QuizItem.extend({ solution: QuizSolution }).register(z.globalRegistry, {
  id: 'SolvedQuizItem',
})
export type SolvedQuizItem = z.infer<typeof SolvedQuizItem>

export const CreateQuizRequest = z
  .strictObject({
    collection: z.string().optional().describe('Name or id. Default: library.'),
    documentIds: z.array(z.string()).max(1000).optional(),
    conceptIds: z.array(z.string()).max(1000).optional(),
    types: z.array(QuizItemType).min(1).optional().describe('Default: all.'),
    count: z.int().min(1).max(500).default(10),
    seed: z.int().min(0).default(1),
    newOnly: z.boolean().default(false).describe('Leave out items that were answered before.'),
  })
  .register(z.globalRegistry, { id: 'CreateQuizRequest' })
export type CreateQuizRequest = z.infer<typeof CreateQuizRequest>
export type CreateQuizRequestInput = z.input<typeof CreateQuizRequest>

/** pass: right. self-assess: the learner decides, having seen the solution. fail: wrong. */
export const AnswerBand = z.enum(['pass', 'self-assess', 'fail']).register(z.globalRegistry, { id: 'AnswerBand' })
export type AnswerBand = z.infer<typeof AnswerBand>

/** How an item of a quiz was answered the first time, which is what counts. */
export const ItemResult = z
  .object({
    itemId: z.string(),
    answerId: z.string().describe('For an override.'),
    band: AnswerBand,
    score: z.number().min(0).max(1),
    correct: z.boolean().nullable().describe('Null until the learner has assessed it.'),
  })
  .register(z.globalRegistry, { id: 'ItemResult' })
export type ItemResult = z.infer<typeof ItemResult>

export const Quiz = z
  .object({
    id: z.string(),
    title: z.string(),
    collection: z.string(),
    createdAt: z.iso.datetime(),
    items: z.array(QuizItem),
    answered: z.int(),
    correct: z.int(),
    answeredItemIds: z
      .array(z.string())
      .describe('Items of it that were answered, in their order; the others are still to be asked.'),
    results: z.array(ItemResult).describe('Of the items that were answered, in their order.'),
    shortfall: z.string().nullable().describe('Why there are fewer items than asked for, in words.'),
    shortage: z
      .object({ asked: z.int(), written: z.int(), passed: z.int() })
      .nullable()
      .describe('The numbers of it: asked for, questions that could be written, those of them that passed all checks.'),
    dropped: z.record(z.string(), z.int()).describe('Candidates that were dropped, by item-writing rule.'),
  })
  .register(z.globalRegistry, { id: 'Quiz' })
export type Quiz = z.infer<typeof Quiz>

export const QuizSummary = Quiz.omit({
  items: true,
  answeredItemIds: true,
  results: true,
  shortage: true,
  dropped: true,
})
  .extend({ itemCount: z.int() })
  .register(z.globalRegistry, { id: 'QuizSummary' })
export type QuizSummary = z.infer<typeof QuizSummary>

export const QuizList = z.object({ quizzes: z.array(QuizSummary) }).register(z.globalRegistry, { id: 'QuizList' })
export type QuizList = z.infer<typeof QuizList>

export const AnswerItemRequest = z
  .strictObject({
    itemId: z.string(),
    answer: QuizAnswer,
    durationMs: z.int().min(0).max(86_400_000).optional(),
  })
  .register(z.globalRegistry, { id: 'AnswerItemRequest' })
export type AnswerItemRequest = z.infer<typeof AnswerItemRequest>

/** Why an answer counts as it does; `counts-…`: the learner said so. */
export const AnswerReason = z
  .enum(['right', 'typo', 'close', 'partly', 'unit', 'wrong', 'empty', 'counts-right', 'counts-wrong'])
  .register(z.globalRegistry, { id: 'AnswerReason' })
export type AnswerReason = z.infer<typeof AnswerReason>

export const AnswerResult = z
  .object({
    id: z.string().describe('Of this answer, for an override.'),
    itemId: z.string(),
    quizId: z.string(),
    band: AnswerBand,
    score: z.number().min(0).max(1),
    correct: z.boolean().nullable().describe('Null until the learner has assessed it.'),
    reason: AnswerReason,
    feedback: z.string().describe('The same in words, in the language of the item.'),
    solution: QuizSolution,
  })
  .register(z.globalRegistry, { id: 'AnswerResult' })
export type AnswerResult = z.infer<typeof AnswerResult>

export const OverrideAnswerRequest = z
  .strictObject({ correct: z.boolean() })
  .register(z.globalRegistry, { id: 'OverrideAnswerRequest' })
export type OverrideAnswerRequest = z.infer<typeof OverrideAnswerRequest>

export const RateItemRequest = z
  .strictObject({ thumb: z.enum(['up', 'down']) })
  .register(z.globalRegistry, { id: 'RateItemRequest' })
export type RateItemRequest = z.infer<typeof RateItemRequest>
