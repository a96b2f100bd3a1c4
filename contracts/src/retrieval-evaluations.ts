import { z } from 'zod'
import { Estimate, PairedDifference } from './evaluations.ts'
import { LabelOrigin, LabelUnit } from './label-sets.ts'
import { Precision } from './models.ts'

const Weight = z.number().min(0).max(10)

const Reranking = z
  .object({ model: z.string(), precision: Precision.optional() })
  .strict()
  .describe('Reorders the best passages. Its time is in the latency.')

/** One way to search that is compared with others. */
export const RetrievalSubject = z
  .object({
    name: z.string().trim().min(1).max(100).optional().describe('Default: made of what follows.'),
    mode: z.enum(['keyword', 'vector', 'hybrid']),
    model: z.string().optional().describe('Installed embedder; needed unless the mode is keyword.'),
    precision: Precision.optional().describe('none: as delivered, usually fp32. Default: as LEARNPATH_PRECISION says.'),
    rerank: Reranking.nullable().default(null),
    fusion: z
      .object({ base: Weight, whenAgreeing: Weight })
      .strict()
      .optional()
      .describe('Weights of meaning beside keywords in mode hybrid; default: as searches have them.'),
  })
  .strict()
  .meta({ id: 'RetrievalSubject' })
export type RetrievalSubject = z.infer<typeof RetrievalSubject>
export type RetrievalSubjectInput = z.input<typeof RetrievalSubject>

export const CreateRetrievalEvaluationRequest = z
  .object({
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
    reference: z
      .number()
      .int()
      .min(0)
      .default(0)
      .describe('Place in `subjects` of the one that all others are compared with.'),
    questions: z.number().int().min(1).optional().describe('At most so many, drawn by the seed.'),
    seed: z.number().int().min(0).default(1),
  })
  .strict()
  .meta({ id: 'CreateRetrievalEvaluationRequest' })
export type CreateRetrievalEvaluationRequest = z.infer<typeof CreateRetrievalEvaluationRequest>
export type CreateRetrievalEvaluationRequestInput = z.input<typeof CreateRetrievalEvaluationRequest>

const PlannedSubject = z.object({
  name: z.string(),
  embed: z.number().int().describe('Passages whose vectors must be made.'),
  reused: z.number().int().describe('Passages whose vectors are there already.'),
  diskBytes: z.number().int().describe('While it runs; freed at its end.'),
  estimatedSeconds: z.number().nullable().describe('For the vectors; null when the speed of the model is not known.'),
})

/** What a run would take, before it is started. */
export const RetrievalPlan = z
  .object({
    questions: z.number().int(),
    left: z.number().int().describe('Questions whose passages are gone.'),
    documents: z.number().int(),
    passages: z.number().int(),
    searches: z.number().int(),
    subjects: z.array(PlannedSubject),
    diskBytes: z.number().int(),
    freeBytes: z.number().int(),
    estimatedSeconds: z.number().nullable(),
    detectable: z
      .number()
      .nullable()
      .describe(
        'Difference of nDCG@10 that so many questions show with a chance of 80 %, for differences as usual (spread .25).',
      ),
  })
  .meta({ id: 'RetrievalPlan' })
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
export const RetrievalMetric = z.enum(RETRIEVAL_METRICS).meta({ id: 'RetrievalMetric' })
export type RetrievalMetric = z.infer<typeof RetrievalMetric>

/** Difference to the reference over the same questions. */
export const ReferenceDifference = PairedDifference.extend({
  wins: z.number().int().describe('Questions on which it is better.'),
  ties: z.number().int(),
  losses: z.number().int(),
}).meta({ id: 'ReferenceDifference' })
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
      searches: z.number().int(),
    }),
    memory: z.object({
      modelBytes: z.number().int().describe('Files of the models that run for it.'),
      vectorBytes: z.number().int().describe('The vectors of the passages in their index.'),
    }),
    indexing: z
      .object({
        embedded: z.number().int(),
        reused: z.number().int(),
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
  .meta({ id: 'RetrievalSubjectReport' })
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
    questionsNeeded: z.number().int().nullable().describe('To show it, when it is open.'),
  })
  .meta({ id: 'RetrievalRecommendation' })
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
          firstRank: z
            .number()
            .int()
            .nullable()
            .describe('Of the first hit that counts; null when there is none among 50.'),
          tookMs: z.number(),
        }),
      )
      .describe('In the order of the subjects.'),
  })
  .meta({ id: 'QuestionResult' })
export type QuestionResult = z.infer<typeof QuestionResult>

export const RetrievalReport = z
  .object({
    labelSet: z.object({ id: z.string(), name: z.string(), unit: LabelUnit }),
    questions: z.object({
      total: z.number().int(),
      byOrigin: z.record(LabelOrigin, z.number().int()),
      left: z.array(z.object({ questionId: z.string(), question: z.string(), reason: z.string() })),
    }),
    corpus: z.object({
      collections: z.array(z.string()),
      documents: z.number().int(),
      passages: z.number().int(),
      changedWhileRunning: z.boolean().describe('Documents changed between the first and the last search.'),
    }),
    reference: z.string(),
    subjects: z.array(RetrievalSubjectReport),
    recommendation: RetrievalRecommendation.nullable().describe('Null with one subject alone.'),
    perQuestion: z.array(QuestionResult),
    setup: z.object({
      seed: z.number().int(),
      resamples: z.number().int(),
      depth: z.number().int(),
      configHash: z.string().describe('The same for the same questions, subjects and seed.'),
      version: z.string().describe('Of LearnPath.'),
      machine: z.string(),
      models: z.array(z.object({ model: z.string(), precision: Precision, key: z.string() })),
    }),
    tookSeconds: z.number(),
  })
  .meta({ id: 'RetrievalReport' })
export type RetrievalReport = z.infer<typeof RetrievalReport>

export const ExportRetrievalReportQuery = z
  .object({ format: z.enum(['markdown', 'json']).default('markdown') })
  .strict()
