import { z } from 'zod'
import { Estimate, PairedDifference } from './evaluations.ts'
import { LabelOrigin, LabelUnit } from './label-sets.ts'
import { Precision } from './models.ts'

const Weight = z.number().min(0).max(10)

const Reranking = z
  .strictObject({ model: z.string(), precision: Precision.optional() })
  .describe('Reorders the best passages. Its time is in the latency.')

/** One way to search that is compared with others. */
export const RetrievalSubject = z
  .strictObject({
    name: z.string().trim().min(1).max(100).optional().describe('Default: made of what follows.'),
    mode: z.enum(['keyword', 'vector', 'hybrid']),
    model: z.string().optional().describe('Installed embedder; needed unless the mode is keyword.'),
    precision: Precision.optional().describe('none: as delivered, usually fp32. Default: as LEARNPATH_PRECISION says.'),
    rerank: Reranking.nullable().default(null),
    fusion: z
      .strictObject({ base: Weight, whenAgreeing: Weight })
      .optional()
      .describe('Weights of meaning beside keywords in mode hybrid; default: as searches have them.'),
  })
  .register(z.globalRegistry, { id: 'RetrievalSubject' })
export type RetrievalSubject = z.infer<typeof RetrievalSubject>
export type RetrievalSubjectInput = z.input<typeof RetrievalSubject>

export const CreateRetrievalEvaluationRequest = z
  .strictObject({
    title: z.string().trim().min(1).max(200).optional(),
    labelSetId: z.string(),
    origins: z
      .array(LabelOrigin)
      .min(1)
      .optional()
      .describe('Default: all questions of the set, told apart by origin.'),
    checkedOnly: z.boolean().default(false).describe('Only questions that a person asked, or accepted.'),
    collections: z
      .array(z.string())
      .optional()
      .describe('What is searched. Default: the collections of the labelled passages.'),
    subjects: z.array(RetrievalSubject).min(1).max(12),
    reference: z.int().min(0).default(0).describe('Place in `subjects` of the one that all others are compared with.'),
    questions: z.int().min(1).optional().describe('At most so many, drawn by the seed.'),
    seed: z.int().min(0).default(1),
  })
  .register(z.globalRegistry, { id: 'CreateRetrievalEvaluationRequest' })
export type CreateRetrievalEvaluationRequest = z.infer<typeof CreateRetrievalEvaluationRequest>
export type CreateRetrievalEvaluationRequestInput = z.input<typeof CreateRetrievalEvaluationRequest>

const PlannedSubject = z.object({
  name: z.string(),
  embed: z.int().describe('Passages whose vectors must be made.'),
  reused: z.int().describe('Passages whose vectors are there already.'),
  diskBytes: z.int().describe('While it runs; freed at its end.'),
  estimatedSeconds: z.number().nullable().describe('For the vectors; null when the speed of the model is not known.'),
})

/** What a run would take, before it is started. */
export const RetrievalPlan = z
  .object({
    questions: z.int(),
    left: z.int().describe('Questions whose passages are gone.'),
    documents: z.int(),
    passages: z.int(),
    searches: z.int(),
    subjects: z.array(PlannedSubject),
    diskBytes: z.int(),
    freeBytes: z.int(),
    estimatedSeconds: z.number().nullable(),
    detectable: z
      .number()
      .nullable()
      .describe(
        'Difference of nDCG@10 that so many questions show with a chance of 80 %, for differences as usual (spread .25).',
      ),
  })
  .register(z.globalRegistry, { id: 'RetrievalPlan' })
export type RetrievalPlan = z.infer<typeof RetrievalPlan>

export const RETRIEVAL_METRICS = [
  'ndcg10',
  'mrr10',
  'recall5',
  'recall10',
  'recall50',
  'hit1',
  'hit3',
  'hit10',
  'precision10',
] as const
export const RetrievalMetric = z.enum(RETRIEVAL_METRICS).register(z.globalRegistry, { id: 'RetrievalMetric' })
export type RetrievalMetric = z.infer<typeof RetrievalMetric>

/** Difference to the reference over the same questions. */
export const ReferenceDifference = PairedDifference.extend({
  wins: z.int().describe('Questions on which it is better.'),
  ties: z.int(),
  losses: z.int(),
}).register(z.globalRegistry, { id: 'ReferenceDifference' })
export type ReferenceDifference = z.infer<typeof ReferenceDifference>

export const RetrievalSubjectReport = z
  .object({
    name: z.string(),
    subject: RetrievalSubject,
    metrics: z.record(RetrievalMetric, Estimate),
    byOrigin: z
      .array(z.object({ origin: LabelOrigin, ndcg10: Estimate }))
      .describe('Apart, because generated questions share words with their passages and are easier for keywords.'),
    latency: z.object({
      p50Ms: z.number(),
      p95Ms: z.number(),
      searches: z.int(),
    }),
    memory: z.object({
      modelBytes: z.int().describe('Files of the models that run for it.'),
      vectorBytes: z.int().describe('The vectors of the passages in their index.'),
    }),
    indexing: z
      .object({
        embedded: z.int(),
        reused: z.int(),
        passagesPerSecond: z.number().nullable().describe('Null when none had to be embedded.'),
      })
      .nullable()
      .describe('Null for keywords alone.'),
    againstReference: z
      .object({
        metrics: z.record(RetrievalMetric, ReferenceDifference),
        overlap10: z.number().describe('Share of the first ten hits that are the same, whatever their order.'),
        rankCorrelation: z
          .number()
          .nullable()
          .describe(
            'Kendall’s tau of the hits that both have among their first ten; null when no question has two such.',
          ),
        speed: z.number().describe('How many times as fast, by the median.'),
      })
      .nullable()
      .describe('Null for the reference itself.'),
  })
  .register(z.globalRegistry, { id: 'RetrievalSubjectReport' })
export type RetrievalSubjectReport = z.infer<typeof RetrievalSubjectReport>

export const RetrievalRecommendation = z
  .object({
    subject: z.string().describe('Name of the recommended one.'),
    best: z.string().describe('Name of the one with the highest nDCG@10.'),
    certainty: z
      .enum(['shown', 'likely', 'open'])
      .describe(
        '`shown`: the 95 % interval of the difference to the best is within the margin, or it is the best by a significant difference; ' +
          '`likely`: no significant difference, and the mean one is within the margin; `open`: the questions are too few to tell.',
      ),
    sentence: z.string().describe('In English; the pages make their own from the figures.'),
    reasons: z.array(z.string()),
    margin: z.number().describe('Difference of nDCG@10 that counts as none.'),
    questionsNeeded: z.int().nullable().describe('To show it, when it is open.'),
  })
  .register(z.globalRegistry, { id: 'RetrievalRecommendation' })
export type RetrievalRecommendation = z.infer<typeof RetrievalRecommendation>

export const QuestionResult = z
  .object({
    questionId: z.string(),
    question: z.string(),
    origin: LabelOrigin,
    subjects: z
      .array(
        z.object({
          ndcg10: z.number(),
          mrr10: z.number(),
          recall10: z.number(),
          firstRank: z.int().nullable().describe('Of the first hit that counts; null when there is none among 50.'),
          tookMs: z.number(),
        }),
      )
      .describe('In the order of the subjects.'),
  })
  .register(z.globalRegistry, { id: 'QuestionResult' })
export type QuestionResult = z.infer<typeof QuestionResult>

export const RetrievalReport = z
  .object({
    labelSet: z.object({ id: z.string(), name: z.string(), unit: LabelUnit }),
    questions: z.object({
      total: z.int(),
      byOrigin: z.record(LabelOrigin, z.int()),
      left: z.array(z.object({ questionId: z.string(), question: z.string(), reason: z.string() })),
    }),
    corpus: z.object({
      collections: z.array(z.string()),
      documents: z.int(),
      passages: z.int(),
      changedWhileRunning: z.boolean().describe('Documents changed between the first and the last search.'),
    }),
    reference: z.string(),
    subjects: z.array(RetrievalSubjectReport),
    recommendation: RetrievalRecommendation.nullable().describe('Null with one subject alone.'),
    perQuestion: z.array(QuestionResult),
    setup: z.object({
      seed: z.int(),
      resamples: z.int(),
      depth: z.int(),
      configHash: z.string().describe('The same for the same questions, subjects and seed.'),
      version: z.string().describe('Of LearnPath.'),
      machine: z.string(),
      models: z.array(z.object({ model: z.string(), precision: Precision, key: z.string() })),
    }),
    tookSeconds: z.number(),
  })
  .register(z.globalRegistry, { id: 'RetrievalReport' })
export type RetrievalReport = z.infer<typeof RetrievalReport>

export const ExportRetrievalReportQuery = z.strictObject({ format: z.enum(['markdown', 'json']).default('markdown') })
