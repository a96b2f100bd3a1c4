import { z } from 'zod'

/** What an evaluation compares: who answers, or how passages are found. */
export const EvaluationKind = z.enum(['chat', 'retrieval']).register(z.globalRegistry, { id: 'EvaluationKind' })
export type EvaluationKind = z.infer<typeof EvaluationKind>

export const EvaluationState = z
  .enum(['queued', 'running', 'complete', 'failed', 'cancelled'])
  .register(z.globalRegistry, { id: 'EvaluationState' })
export type EvaluationState = z.infer<typeof EvaluationState>

export const EvaluationSummary = z
  .object({
    id: z.string(),
    kind: EvaluationKind,
    title: z.string(),
    state: EvaluationState,
    questionSet: z.string().describe('Id of the question set.'),
    subjects: z.array(z.string()).describe('Labels of what is compared.'),
    done: z.int().describe('Pieces of work that are done; what is done outlives a crash.'),
    total: z.int(),
    ratings: z.int().describe('Judgements of people.'),
    failure: z
      .object({ code: z.string(), message: z.string(), advice: z.string() })
      .nullable()
      .describe('Why it ended before its end; it can be resumed.'),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'EvaluationSummary' })
export type EvaluationSummary = z.infer<typeof EvaluationSummary>

export const EvaluationList = z
  .object({ runs: z.array(EvaluationSummary), total: z.int() })
  .register(z.globalRegistry, { id: 'EvaluationList' })
export type EvaluationList = z.infer<typeof EvaluationList>

export const ListEvaluationsQuery = z.strictObject({
  kind: EvaluationKind.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
})
export type ListEvaluationsQuery = z.infer<typeof ListEvaluationsQuery>

export const QuestionSetSummary = z
  .object({
    id: z.string(),
    kind: EvaluationKind,
    title: z.string(),
    description: z.string(),
    language: z.string().describe('ISO 639-1 code.'),
    questionCount: z.int().describe('Follow-up questions not counted.'),
    followUpCount: z.int(),
    shipped: z.boolean().describe('Comes with LearnPath: it cannot be deleted.'),
    changedAt: z.iso.datetime().nullable().describe('Null for a set that comes with LearnPath.'),
  })
  .register(z.globalRegistry, { id: 'QuestionSetSummary' })
export type QuestionSetSummary = z.infer<typeof QuestionSetSummary>

export const QuestionSetList = z
  .object({ sets: z.array(QuestionSetSummary) })
  .register(z.globalRegistry, { id: 'QuestionSetList' })
export type QuestionSetList = z.infer<typeof QuestionSetList>

/** An estimate and how sure it is: the interval holds the true value in 95 of 100 such evaluations. */
export const Estimate = z
  .object({
    n: z.int().describe('Independent observations: questions, or judgements.'),
    value: z.number(),
    low: z.number(),
    high: z.number(),
  })
  .register(z.globalRegistry, { id: 'Estimate' })
export type Estimate = z.infer<typeof Estimate>

/** The same questions answered by two subjects: first minus second. */
export const PairedDifference = z
  .object({
    n: z.int().describe('Questions that both have a value for.'),
    value: z.number().describe('Mean difference.'),
    low: z.number(),
    high: z.number(),
    pValue: z.number().describe('Of a permutation test: how often chance alone makes such a difference.'),
  })
  .register(z.globalRegistry, { id: 'PairedDifference' })
export type PairedDifference = z.infer<typeof PairedDifference>
