import { z } from 'zod'
import { MachinePath } from './machine-path.ts'
import { Generation } from './generations.ts'
import { JobCounts } from './jobs.ts'
import { ModelRecommendation, ModelTask, Precision } from './models.ts'
import { Watch } from './watches.ts'

/** One process of a LearnPath that is split into services, as its gateway sees it. */
const ServiceStatus = z
  .object({
    service: z.enum(['rag', 'planner', 'quiz', 'inference', 'worker']),
    url: z.string(),
    state: z.enum(['unknown', 'ready', 'stopping', 'unreachable']),
    version: z.string().nullable().describe('Null until it has answered.'),
    latencyMs: z.number().nullable(),
  })
  .register(z.globalRegistry, { id: 'ServiceStatus' })
export type ServiceStatus = z.infer<typeof ServiceStatus>

/** What is active, how much there is, and whether the index is up to date. */
export const Status = z
  .object({
    version: z.string(),
    instanceId: z.string().describe('New at every start.'),
    startedAt: z.iso.datetime(),
    home: z.string().describe('The data folder. Empty for whoever does not run the installation.'),
    url: z.string().nullable().describe('Null when the program runs embedded in a command.'),
    engines: z.object({ search: z.string(), answer: z.string(), ocr: z.string().nullable() }),
    documents: z.object({
      total: z.int(),
      searchable: z.int(),
      queued: z.int(),
      processing: z.int(),
      failed: z.int(),
    }),
    chunks: z.int(),
    collections: z.array(z.object({ name: z.string(), documentCount: z.int() })),
    languages: z.record(z.string(), z.int()).describe('Documents per language.'),
    jobs: JobCounts.describe('For whoever does not run the installation: of their documents.'),
    index: z.object({
      kind: z.string(),
      sequence: z.int().describe('Last change the index holds; 0 for whoever does not run the installation.'),
      lag: z
        .int()
        .describe(
          'Changes stored and not yet in the index; for whoever does not run the installation: of their documents.',
        ),
      chunks: z.int(),
      sizeBytes: z.int().describe('0 for whoever does not run the installation.'),
      server: z.string().nullable().describe('Address of the Qdrant server that keeps it; null: the data folder.'),
      trouble: z
        .object({ code: z.string(), message: z.string() })
        .nullable()
        .describe('What keeps the index from answering; then its figures are as of the last answer.'),
    }),
    generations: z.array(Generation).describe('Vectors by model: the serving one first.'),
    inference: z
      .object({
        provider: z.enum(['cpu', 'cuda', 'remote']),
        threads: z.int(),
        loaded: z.array(
          z.object({
            model: z.string(),
            precision: Precision,
            task: ModelTask,
            loadSeconds: z.number(),
            idleSeconds: z.number(),
          }),
        ),
        reranker: z.string().nullable(),
        recommended: ModelRecommendation,
      })
      .describe('Models: what is in memory, and what suits the library.'),
    watches: z.array(Watch),
    services: z
      .array(ServiceStatus)
      .optional()
      .describe('Of a LearnPath that is split into services: each process that the gateway knows.'),
    memory: z.object({ residentBytes: z.int(), heapBytes: z.int() }),
    sampleLibrary: z.object({ offered: z.boolean() }).describe('Offered while the library is empty.'),
  })
  .register(z.globalRegistry, { id: 'Status' })
export type Status = z.infer<typeof Status>

export const RebuildResponse = z
  .object({ documents: z.int(), chunks: z.int(), tookMs: z.number() })
  .register(z.globalRegistry, { id: 'RebuildResponse' })
export type RebuildResponse = z.infer<typeof RebuildResponse>

export const BackupRequest = z
  .strictObject({
    file: MachinePath.describe('Absolute path of a file that does not exist yet, on the machine of the server.'),
  })
  .register(z.globalRegistry, { id: 'BackupRequest' })
export type BackupRequest = z.infer<typeof BackupRequest>

export const BackupResponse = z
  .object({ file: z.string(), sizeBytes: z.int() })
  .register(z.globalRegistry, { id: 'BackupResponse' })
export type BackupResponse = z.infer<typeof BackupResponse>

/** One thing that "learnpath doctor" looked at. */
export const DoctorCheck = z
  .object({
    name: z.string(),
    ok: z.boolean(),
    severity: z.enum(['info', 'warning', 'error']),
    detail: z.string(),
    advice: z.string().nullable(),
  })
  .register(z.globalRegistry, { id: 'DoctorCheck' })
export type DoctorCheck = z.infer<typeof DoctorCheck>

export const DoctorReport = z
  .object({ ok: z.boolean(), checks: z.array(DoctorCheck) })
  .register(z.globalRegistry, { id: 'DoctorReport' })
export type DoctorReport = z.infer<typeof DoctorReport>

export const Health = z
  .object({
    status: z.enum(['ok', 'starting', 'stopping', 'failing']),
    instanceId: z.string().describe('New at every start; tells which process answers.'),
    version: z.string().optional(),
    checks: z.record(z.string(), z.string()),
  })
  .register(z.globalRegistry, { id: 'Health' })
export type Health = z.infer<typeof Health>
