import { z } from 'zod'
import { DocumentState } from './documents.ts'
import { EvaluationKind, EvaluationState } from './evaluations.ts'
import { Generation } from './generations.ts'
import { ErrorCodeSchema } from './problem.ts'

export const JobState = z
  .enum(['queued', 'running', 'done', 'failed', 'cancelled'])
  .register(z.globalRegistry, { id: 'JobState' })
export type JobState = z.infer<typeof JobState>

export const Job = z
  .object({
    id: z.string(),
    kind: z.string().describe('What is done, e.g. "ingest-document".'),
    subjectId: z.string().describe('What it is done to, e.g. a document id.'),
    state: JobState,
    attempts: z.int(),
    errorCode: ErrorCodeSchema.nullable(),
    errorMessage: z.string().nullable(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    runAfter: z.iso.datetime().describe('Not before this time (back-off after a failure).'),
  })
  .register(z.globalRegistry, { id: 'Job' })
export type Job = z.infer<typeof Job>

export const ListJobsQuery = z
  .strictObject({
    state: JobState.optional(),
    kind: z.string().max(100).optional(),
    subjectId: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  })
  .register(z.globalRegistry, { id: 'ListJobsQuery' })
export type ListJobsQuery = z.infer<typeof ListJobsQuery>

export const JobCounts = z.record(JobState, z.int()).register(z.globalRegistry, { id: 'JobCounts' })
export type JobCounts = z.infer<typeof JobCounts>

export const JobList = z.object({ jobs: z.array(Job), counts: JobCounts }).register(z.globalRegistry, { id: 'JobList' })
export type JobList = z.infer<typeof JobList>

/**
 * Server-sent events of GET /events; the event name is `type`. Figures are of what the reader sees; `queue-changed` and `index-progress` are told
 * to those alone who run the installation.
 */
export const ProgressEvent = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('document-changed'),
      documentId: z.string(),
      collectionId: z.string(),
      collection: z.string(),
      path: z.string(),
      state: DocumentState,
      searchable: z.boolean(),
      errorCode: ErrorCodeSchema.nullable(),
    }),
    z.object({ type: z.literal('document-deleted'), documentId: z.string(), collectionId: z.string() }),
    z.object({ type: z.literal('queue-changed'), counts: JobCounts }),
    z.object({ type: z.literal('index-rebuilt'), documents: z.int(), chunks: z.int() }),
    z.object({
      type: z.literal('model-progress'),
      jobId: z.string().nullable(),
      model: z.string(),
      stage: z.enum(['download', 'verify', 'quantize', 'ready', 'failed']),
      detail: z.string().describe('What is done now, e.g. the file.'),
      done: z.number(),
      total: z
        .number()
        .describe('In the unit of `done`: bytes while downloading, operations while quantizing; 0 when unknown.'),
    }),
    z.object({ type: z.literal('generation-changed'), generation: Generation }),
    z.object({
      type: z.literal('evaluation-changed'),
      runId: z.string(),
      kind: EvaluationKind,
      state: EvaluationState,
      done: z.int(),
      total: z.int(),
    }),
    z.object({ type: z.literal('index-progress'), done: z.int(), total: z.int() }),
  ])
  .register(z.globalRegistry, { id: 'ProgressEvent' })
export type ProgressEvent = z.infer<typeof ProgressEvent>
