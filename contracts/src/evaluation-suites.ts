import { z } from 'zod'
import { LabelFile } from './label-sets.ts'
import { QuizAnswer, QuizItemType } from './quizzes.ts'
import { RetrievalSubject } from './retrieval-evaluations.ts'

const Id = z.string().regex(/^[\w.-]{1,100}$/, 'It must be of letters, digits, dots, dashes and underlines.')

/** Searching is measured as in a comparison, on labels that name their passages by path and words. */
export const RetrievalCase = z.strictObject({
  id: Id,
  kind: z.literal('retrieval'),
  subject: RetrievalSubject.default({ mode: 'keyword', rerank: null }),
  unit: LabelFile.shape.unit,
  questions: LabelFile.shape.questions.min(1),
})
export type RetrievalCase = z.infer<typeof RetrievalCase>

/** Extractive answers: what they say, and whether they say nothing where the documents hold nothing. */
export const AnswersCase = z.strictObject({
  id: Id,
  kind: z.literal('answers'),
  collections: z.array(z.string()).optional(),
  questions: z
    .array(
      z
        .strictObject({
          id: Id,
          question: z.string().trim().min(1).max(2000),
          answers: z.array(z.string().min(1)).default([]).describe('Accepted answers; the nearest one counts.'),
          contains: z.array(z.string().min(1)).default([]).describe('Words that the answer must hold, all of them.'),
          unanswerable: z.boolean().default(false),
        })
        .refine((one) => one.unanswerable !== one.answers.length + one.contains.length > 0, {
          message: 'It must have an answer or words, or be unanswerable.',
        }),
    )
    .min(1),
})
export type AnswersCase = z.infer<typeof AnswersCase>

/** Questions by rule: how many drafts of each document pass, and whether faulty ones are caught. */
export const QuizCase = z.strictObject({
  id: Id,
  kind: z.literal('quiz'),
  collection: z.string().optional().describe('Default: library.'),
  count: z.int().min(1).max(200).default(20).describe('Questions wanted of each document.'),
  faulty: z
    .array(
      z.strictObject({
        id: Id,
        type: QuizItemType,
        stem: z.string(),
        options: z.array(z.string()).default([]),
        answer: QuizAnswer,
        answerText: z.string(),
        rule: z.string().optional().describe('Id of the rule that should catch it; default: any.'),
        path: z.string().min(1),
        quote: z.string().min(1),
        language: z.string().default('en'),
      }),
    )
    .default([])
    .describe('Questions that must not pass, each with the words it claims to rest on.'),
})
export type QuizCase = z.infer<typeof QuizCase>

/** When a drop fails. */
export const GateRule = z
  .strictObject({
    alpha: z.number().gt(0).lt(1).default(0.05).describe('Chance below which a drop counts as significant, one-sided.'),
    minimumEffect: z.number().min(0).max(1).default(0.01).describe('Smaller mean drops are let through.'),
    maximumDrop: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('A larger mean drop fails though it is not significant: few questions prove little.'),
  })
  .register(z.globalRegistry, { id: 'GateRule' })
export type GateRule = z.infer<typeof GateRule>

/** What is measured again and again, so that a change that makes it worse is noticed. */
export const EvaluationSuite = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    seed: z.int().min(0).default(1),
    gate: GateRule.default({ alpha: 0.05, minimumEffect: 0.01, maximumDrop: 0.05 }),
    cases: z
      .array(z.discriminatedUnion('kind', [RetrievalCase, AnswersCase, QuizCase]))
      .min(1)
      .max(50),
  })
  .register(z.globalRegistry, { id: 'EvaluationSuite' })
export type EvaluationSuite = z.infer<typeof EvaluationSuite>
export type EvaluationSuiteInput = z.input<typeof EvaluationSuite>

/** One measure of one case: a number from 0 to 1, more is better, for each question or document. */
export const SuiteMeasure = z
  .object({
    case: z.string(),
    kind: z.enum(['retrieval', 'answers', 'quiz']),
    measure: z.string().describe('Such as ndcg10, f1, abstention, caught.'),
    mean: z.number(),
    values: z.record(z.string(), z.number()),
  })
  .register(z.globalRegistry, { id: 'SuiteMeasure' })
export type SuiteMeasure = z.infer<typeof SuiteMeasure>

/** What a suite measured once, kept in a file. */
export const SuiteBaseline = z
  .strictObject({
    format: z.literal('learnpath-baseline-1'),
    suite: z.string(),
    version: z.string().describe('Of LearnPath.'),
    measures: z.array(SuiteMeasure),
  })
  .register(z.globalRegistry, { id: 'SuiteBaseline' })
export type SuiteBaseline = z.infer<typeof SuiteBaseline>

export const MeasureVerdict = z
  .object({
    case: z.string(),
    measure: z.string(),
    verdict: z
      .enum(['worse', 'same', 'better', 'new', 'missing'])
      .describe('`missing`: the baseline has it and the suite measured it not; fails as `worse` does.'),
    before: z.number().nullable(),
    now: z.number().nullable(),
    difference: z.number().nullable(),
    low: z.number().nullable().describe('95 % interval of the difference.'),
    high: z.number().nullable(),
    p: z.number().nullable().describe('Chance of such a drop when nothing has changed; one-sided.'),
    pairs: z.int(),
    unpaired: z.int().describe('Questions that only one side has; they are left out of the difference.'),
    reason: z.string(),
    lost: z.array(z.object({ id: z.string(), before: z.number(), now: z.number() })).describe('The largest drops.'),
  })
  .register(z.globalRegistry, { id: 'MeasureVerdict' })
export type MeasureVerdict = z.infer<typeof MeasureVerdict>

export const RunSuiteRequest = z
  .strictObject({ suite: EvaluationSuite, baseline: SuiteBaseline.nullable().default(null) })
  .register(z.globalRegistry, { id: 'RunSuiteRequest' })
export type RunSuiteRequest = z.infer<typeof RunSuiteRequest>
export type RunSuiteRequestInput = z.input<typeof RunSuiteRequest>

export const SuiteReport = z
  .object({
    passed: z.boolean().describe('True also without a baseline: then nothing was compared.'),
    measured: SuiteBaseline.describe('As it is kept in a baseline file.'),
    verdicts: z.array(MeasureVerdict).describe('Empty without a baseline.'),
    tookMs: z.number(),
  })
  .register(z.globalRegistry, { id: 'SuiteReport' })
export type SuiteReport = z.infer<typeof SuiteReport>
