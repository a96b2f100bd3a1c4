import { z } from 'zod'
import { ErrorCodeSchema } from './problem.ts'
import { Precision } from './models.ts'

/**
 * All vectors of the library made by one model in one precision from chunks of one kind. Exactly one serves; another may be
 * built beside it, and one that served before can be gone back to.
 * Whoever does not run the installation is told the figures of the documents that they see.
 */
export const Generation = z
  .object({
    id: z.string(),
    model: z.string(),
    revision: z.string(),
    precision: Precision,
    dimensions: z.int(),
    inputVersion: z.string().describe('How chunks are cut and put before the model.'),
    state: z
      .enum(['building', 'serving', 'standby', 'failed'])
      .describe('`standby`: complete or nearly so, not serving; can be activated at once.'),
    chunks: z.object({
      done: z.int().describe('Chunks with a vector.'),
      total: z.int(),
    }),
    lag: z.int().describe('Changes of the library that it has not seen yet.'),
    sizeBytes: z.int().describe('0 for whoever does not run the installation.'),
    failure: z.object({ code: ErrorCodeSchema, message: z.string() }).nullable(),
    createdAt: z.iso.datetime(),
    activatedAt: z.iso.datetime().nullable(),
  })
  .register(z.globalRegistry, { id: 'Generation' })
export type Generation = z.infer<typeof Generation>

export const GenerationList = z
  .object({ generations: z.array(Generation) })
  .register(z.globalRegistry, { id: 'GenerationList' })
export type GenerationList = z.infer<typeof GenerationList>

export const CreateGenerationRequest = z
  .strictObject({
    model: z.string().describe('Id of an installed embedder.'),
    precision: Precision.optional().describe('Default: as LEARNPATH_PRECISION says.'),
    activate: z.boolean().default(true).describe('Whether it serves as soon as it is complete.'),
  })
  .register(z.globalRegistry, { id: 'CreateGenerationRequest' })
export type CreateGenerationRequest = z.infer<typeof CreateGenerationRequest>
export type CreateGenerationRequestInput = z.input<typeof CreateGenerationRequest>

/** What a new generation would take, before it is started. */
export const GenerationPlan = z
  .object({
    model: z.string(),
    precision: Precision,
    chunks: z.int(),
    diskBytes: z.int().describe('Needed in the data folder.'),
    freeBytes: z.int(),
    estimatedSeconds: z
      .number()
      .nullable()
      .describe('Null when the speed of the model on this machine is not known yet.'),
    languages: z
      .object({ known: z.array(z.string()), weak: z.array(z.string()) })
      .describe('Of the library: those the model was made for, and those where keywords will decide.'),
  })
  .register(z.globalRegistry, { id: 'GenerationPlan' })
export type GenerationPlan = z.infer<typeof GenerationPlan>

export const RerankerChoice = z
  .object({ model: z.string().nullable(), precision: Precision.nullable() })
  .register(z.globalRegistry, { id: 'RerankerChoice' })
export type RerankerChoice = z.infer<typeof RerankerChoice>

export const SetRerankerRequest = z
  .strictObject({ model: z.string().nullable().describe('Null: none.'), precision: Precision.optional() })
  .register(z.globalRegistry, { id: 'SetRerankerRequest' })
export type SetRerankerRequest = z.infer<typeof SetRerankerRequest>
