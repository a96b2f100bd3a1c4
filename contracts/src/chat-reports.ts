import { z } from 'zod'
import { AnswerSettings } from './ask.ts'
import { ChatMeasure, ChatSubject, RatedQuality } from './chat-evaluations.ts'
import { Estimate, EvaluationSummary, PairedDifference } from './evaluations.ts'
import { SearchFilters } from './search.ts'

/** What people look for when they choose. Higher points are always better. */
export const DecisionCriterion = z
  .enum(['quality', 'speed', 'switchTime', 'vram', 'maintenance'])
  .register(z.globalRegistry, { id: 'DecisionCriterion' })
export type DecisionCriterion = z.infer<typeof DecisionCriterion>

const Weight = z.coerce.number().min(0).max(1000)

/** Weights of the decision; their sum does not matter. */
export const ChatReportQuery = z.strictObject({
  quality: Weight.default(40),
  speed: Weight.default(20),
  switchTime: Weight.default(20),
  vram: Weight.default(10),
  maintenance: Weight.default(10),
})
export type ChatReportQuery = z.infer<typeof ChatReportQuery>

export const ExportChatReportQuery = ChatReportQuery.extend({
  format: z.enum(['markdown', 'json']).default('markdown'),
}).strict()
export type ExportChatReportQuery = z.infer<typeof ExportChatReportQuery>

export const MeasureSummary = Estimate.extend({
  answers: z.int().describe('Answers that have a value; the mean is over questions, the interval too.'),
  median: z.number(),
  p95: z.number(),
}).register(z.globalRegistry, { id: 'MeasureSummary' })
export type MeasureSummary = z.infer<typeof MeasureSummary>

export const SubjectReport = z
  .object({
    label: z.string(),
    model: z.string(),
    settings: AnswerSettings,
    digest: z.string().nullable().describe('Which version of the model it was, where its engine tells.'),
    answers: z.int(),
    failures: z.array(z.object({ code: z.string(), message: z.string(), count: z.int() })),
    quality: MeasureSummary.nullable().describe(
      'Automatic quality, 0 to 100: the mean of topicCoverage, citationPrecision, faithfulness, abstentionRight and documentCited, as far as an answer has them; 0 for a failure.',
    ),
    measures: z.record(ChatMeasure, MeasureSummary.nullable()).describe('Null is what could not be measured.'),
    ratings: z.record(RatedQuality, Estimate.nullable()).describe('Points of people, 1 to 5.'),
  })
  .register(z.globalRegistry, { id: 'SubjectReport' })
export type SubjectReport = z.infer<typeof SubjectReport>

/** Judgements of people on two subjects, as of the first. */
export const VoteReport = z
  .object({
    wins: z.int(),
    losses: z.int(),
    ties: z.int(),
    bothBad: z.int().describe('Of the ties.'),
    winRate: Estimate.describe('Ties count half; Wilson interval.'),
    byQuestion: Estimate.describe(
      'The same by question: interval of a bootstrap over questions, as judgements on one question are not independent.',
    ),
    pValue: z.number().describe('Sign test, ties left out.'),
    moreVotes: z
      .int()
      .nullable()
      .describe(
        'How many more a difference of this size would need to be seen in 80 of 100 evaluations; 0: enough; null: no difference so far.',
      ),
  })
  .register(z.globalRegistry, { id: 'VoteReport' })
export type VoteReport = z.infer<typeof VoteReport>

export const SubjectComparison = z
  .object({
    first: z.string(),
    second: z.string(),
    quality: PairedDifference.nullable().describe('Of the automatic quality, in points of 100.'),
    measures: z.record(ChatMeasure, PairedDifference.nullable()),
    votes: VoteReport.nullable().describe('Null without a judgement.'),
  })
  .register(z.globalRegistry, { id: 'SubjectComparison' })
export type SubjectComparison = z.infer<typeof SubjectComparison>

/** Bradley-Terry: how strong each is among all, from every judgement. */
export const SubjectStrength = z
  .object({
    label: z.string(),
    strength: Estimate.describe('Logarithm of the odds against the average of all, which is 0.'),
    winShare: z.number().describe('Probability of winning against one of average strength.'),
  })
  .register(z.globalRegistry, { id: 'SubjectStrength' })
export type SubjectStrength = z.infer<typeof SubjectStrength>

export const DecisionRow = z
  .object({
    label: z.string(),
    points: z
      .record(DecisionCriterion, z.number().min(0).max(100).nullable())
      .describe('Null is what was not measured: it counts for nobody.'),
    total: z.number().min(0).max(100),
    rank: z.int(),
  })
  .register(z.globalRegistry, { id: 'DecisionRow' })
export type DecisionRow = z.infer<typeof DecisionRow>

export const Decision = z
  .object({
    weights: z.record(DecisionCriterion, z.number()).describe('In percent of all that counted.'),
    qualityFrom: z
      .enum(['people', 'automatic', 'nothing'])
      .describe('`automatic`: there are too few judgements, so measures of the answers stand in for them.'),
    judgementsWanted: z.int().describe('Per subject, until the judgements of people count.'),
    leftOut: z.array(DecisionCriterion).describe('Not measured for every subject.'),
    rows: z.array(DecisionRow).describe('The best first.'),
    winner: z.string().nullable().describe('Null when there is nothing to choose by, or two are within half a point.'),
    lead: z.number().describe('Points that the winner is ahead.'),
    sensitivity: z
      .array(
        z.object({
          criterion: DecisionCriterion,
          change: z.number().describe('Of the weight, in percent.'),
          winner: z.string().nullable(),
        }),
      )
      .describe('Who wins when one weight is a fifth smaller or greater.'),
    stable: z.boolean().describe('The winner is the same for all of these.'),
  })
  .register(z.globalRegistry, { id: 'Decision' })
export type Decision = z.infer<typeof Decision>

/** What a reader has to know so as not to read more into the numbers than there is. */
export const ReportRemark = z
  .object({
    code: z.enum([
      'incomplete',
      'few-questions',
      'one-repetition',
      'failures',
      'not-measured',
      'quality-automatic',
      'few-judgements',
      'one-rater',
      'heuristic-measures',
      'no-difference',
      'other-process',
      'library-changed',
      'documents-deleted',
    ]),
    subject: z.string().nullable(),
    measure: z.string().nullable(),
    count: z.number().nullable(),
  })
  .register(z.globalRegistry, { id: 'ReportRemark' })
export type ReportRemark = z.infer<typeof ReportRemark>

export const ChartPoint = z
  .object({
    label: z.string(),
    tokensPerSecond: z.number().nullable(),
    answersPerMinute: z.number().nullable().describe('What a subject without tokens can be placed by.'),
    quality: Estimate.nullable().describe('0 to 100.'),
  })
  .register(z.globalRegistry, { id: 'ChartPoint' })
export type ChartPoint = z.infer<typeof ChartPoint>

/** What an evaluation of language models has shown so far. */
export const ChatReport = z
  .object({
    run: EvaluationSummary,
    setup: z.object({
      questionSet: z.object({ id: z.string(), title: z.string(), language: z.string() }),
      questions: z.int(),
      followUps: z.int(),
      subjects: z.array(ChatSubject),
      repetitions: z.int(),
      seed: z.int(),
      loads: z.int(),
      cold: z.boolean(),
      filters: SearchFilters,
      version: z.string().describe('Of LearnPath.'),
      machine: z.object({
        processor: z.string(),
        processors: z.int(),
        memoryBytes: z.int(),
      }),
      library: z.object({ documents: z.int(), passages: z.int() }),
    }),
    subjects: z.array(SubjectReport),
    comparisons: z.array(SubjectComparison).describe('Each with each.'),
    ranking: z.array(SubjectStrength).nullable().describe('For more than two that people have judged.'),
    decision: Decision,
    chart: z.array(ChartPoint),
    questions: z.array(
      z.object({
        id: z.string(),
        turn: z.int(),
        tier: z.int(),
        text: z.string(),
        quality: z.record(z.string(), z.number().nullable()).describe('Automatic quality, 0 to 100, by label.'),
      }),
    ),
    remarks: z.array(ReportRemark),
  })
  .register(z.globalRegistry, { id: 'ChatReport' })
export type ChatReport = z.infer<typeof ChatReport>
