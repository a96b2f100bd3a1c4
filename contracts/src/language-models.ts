import { z } from 'zod'
import { ErrorCodeSchema } from './problem.ts'

/** What runs a language model. `gguf` is the program itself, with a file of this machine. */
export const LanguageModelEngine = z
  .enum(['ollama', 'openai', 'gguf'])
  .register(z.globalRegistry, { id: 'LanguageModelEngine' })
export type LanguageModelEngine = z.infer<typeof LanguageModelEngine>

export const LanguageModel = z
  .object({
    id: z.string().describe('Engine and name, such as "ollama:llama3.2:3b".'),
    engine: LanguageModelEngine,
    name: z.string(),
    sizeBytes: z.int().nullable().describe('On disk.'),
    parameters: z.string().nullable().describe('Such as "3.2B".'),
    quantization: z.string().nullable().describe('Such as "Q4_K_M".'),
    digest: z.string().nullable(),
    loaded: z
      .object({
        sizeBytes: z.int(),
        vramBytes: z.int().nullable().describe('Of it on a GPU; null when the engine does not tell.'),
        contextTokens: z.int().nullable(),
        expiresAt: z.string().nullable().describe('When it is unloaded if nobody uses it.'),
      })
      .nullable()
      .describe('Null when it is not in memory, or the engine does not tell.'),
  })
  .register(z.globalRegistry, { id: 'LanguageModel' })
export type LanguageModel = z.infer<typeof LanguageModel>

export const LanguageModelSource = z
  .object({
    engine: LanguageModelEngine,
    place: z.string().describe('Address or folder.'),
    failure: z
      .object({ code: ErrorCodeSchema, message: z.string(), advice: z.string() })
      .nullable()
      .describe('Why it could not be asked just now.'),
  })
  .register(z.globalRegistry, { id: 'LanguageModelSource' })
export type LanguageModelSource = z.infer<typeof LanguageModelSource>

export const LanguageModelList = z
  .object({
    models: z.array(LanguageModel),
    sources: z.array(LanguageModelSource).describe('What is connected.'),
    chain: z
      .array(z.string())
      .describe('Who answers: models in the order in which they are tried. "extractive" is always the last.'),
    chosenBy: z.enum(['nobody', 'settings', 'person']),
  })
  .register(z.globalRegistry, { id: 'LanguageModelList' })
export type LanguageModelList = z.infer<typeof LanguageModelList>

export const ChooseLanguageModelsRequest = z
  .strictObject({
    chain: z
      .array(z.string().min(1).max(300))
      .max(5)
      .nullable()
      .describe('Models to try, in order; none: extractive answers; null: what the settings say.'),
  })
  .register(z.globalRegistry, { id: 'ChooseLanguageModelsRequest' })
export type ChooseLanguageModelsRequest = z.infer<typeof ChooseLanguageModelsRequest>

export const LanguageModelRequest = z
  .strictObject({ model: z.string().min(1).max(300) })
  .register(z.globalRegistry, { id: 'LanguageModelRequest' })
export type LanguageModelRequest = z.infer<typeof LanguageModelRequest>
