import { z } from 'zod'
import { MachinePath } from './machine-path.ts'

/** What a model does: texts to vectors, or a query and texts to scores. */
export const ModelTask = z.enum(['embed', 'rerank']).register(z.globalRegistry, { id: 'ModelTask' })
export type ModelTask = z.infer<typeof ModelTask>

/** `none` is the model as delivered, usually 32 bit floating point. */
export const Precision = z.enum(['none', 'fp16', 'int8', 'int4']).register(z.globalRegistry, { id: 'Precision' })
export type Precision = z.infer<typeof Precision>

export const ModelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,99}$/)
  .register(z.globalRegistry, { id: 'ModelId' })

export const ModelFile = z
  .strictObject({
    path: z
      .string()
      .min(1)
      .max(500)
      .regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[\w./@+-]+$/)
      .describe('Relative to the repository, with forward slashes.'),
    role: z
      .enum(['weights', 'weights-data', 'tokenizer', 'config'])
      .describe('`weights`: the ONNX graph or safetensors file; `weights-data`: external data that it refers to.'),
    sizeBytes: z.int().min(0).nullable().describe('Null when not known before the first download.'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable()
      .describe('Null when not known: then the hub’s own checksum is verified, and what arrived is recorded.'),
  })
  .register(z.globalRegistry, { id: 'ModelFile' })
export type ModelFile = z.infer<typeof ModelFile>

/** Everything that must be known of a model to download it and to run it. */
export const ModelManifest = z
  .strictObject({
    id: ModelId.describe('Short name, used in commands.'),
    title: z.string().min(1).max(200),
    repository: z
      .string()
      .max(200)
      .nullable()
      .describe('OWNER/NAME on the hub; null for a model that comes from a folder only.'),
    revision: z.string().min(1).max(100).describe('Commit, tag or branch of the repository.'),
    license: z.string().min(1).max(100).describe('SPDX identifier.'),
    task: ModelTask,
    runtime: z
      .enum(['onnx', 'static', 'remote'])
      .describe(
        '`onnx`: a transformer as an ONNX graph; `static`: one vector per token (Model2Vec safetensors); `remote`: a connected service, which has no files here.',
      ),
    dimensions: z.int().min(1).max(8192).nullable().describe('Of an embedder’s vectors; null for a reranker.'),
    pooling: z.enum(['mean', 'cls', 'none']).describe('How token vectors become one; `none` when the graph does it.'),
    normalize: z
      .boolean()
      .describe('Whether vectors are brought to unit length. They always are before they are compared.'),
    instructions: z
      .strictObject({ query: z.string().max(500), passage: z.string().max(500) })
      .describe('Put before a text, e.g. "query: ".'),
    maximumTokens: z.int().min(8).max(65_536),
    languages: z
      .array(z.string())
      .describe('ISO 639-1 codes of the languages it was made for; "multi" for about a hundred.'),
    parameters: z.int().min(0).nullable(),
    recommendedUse: z.string().max(500),
    files: z.array(ModelFile),
  })
  .register(z.globalRegistry, { id: 'ModelManifest' })
export type ModelManifest = z.infer<typeof ModelManifest>

/** How close quantized vectors (or scores) are to those of the model as delivered, on the stated texts. */
export const Fidelity = z
  .object({
    cosineMean: z.number(),
    cosineWorst: z.number(),
    texts: z.int().describe('Number of texts compared.'),
    textsSha256: z.string().describe('Of the texts, so that the figure can be repeated.'),
  })
  .register(z.globalRegistry, { id: 'Fidelity' })
export type Fidelity = z.infer<typeof Fidelity>

/** What quantization did and what it cost. */
export const ModelCard = z
  .object({
    model: z.string(),
    revision: z.string(),
    sourceSha256: z.string(),
    precision: Precision,
    quantizerVersion: z.string(),
    operations: z.object({
      changed: z.record(z.string(), z.int()).describe('Kind of operation → how many were quantized.'),
      kept: z
        .array(z.object({ name: z.string(), operation: z.string(), reason: z.string() }))
        .describe('Left as they were, with the reason.'),
    }),
    sourceSizeBytes: z.int(),
    sizeBytes: z.int(),
    fidelity: Fidelity.nullable(),
    fidelityTarget: z.object({ cosineMean: z.number(), cosineWorst: z.number() }),
    speed: z
      .object({
        tokensPerSecond: z.number(),
        sourceTokensPerSecond: z.number(),
        machine: z.string(),
        runtime: z.string(),
      })
      .nullable(),
    createdAt: z.iso.datetime(),
  })
  .register(z.globalRegistry, { id: 'ModelCard' })
export type ModelCard = z.infer<typeof ModelCard>

/** One form of a model on this machine. */
export const InstalledPrecision = z
  .object({ precision: Precision, sizeBytes: z.int(), card: ModelCard.nullable() })
  .register(z.globalRegistry, { id: 'InstalledPrecision' })
export type InstalledPrecision = z.infer<typeof InstalledPrecision>

export const Model = z
  .object({
    manifest: ModelManifest,
    origin: z
      .enum(['catalogue', 'user'])
      .describe('Whether it comes with LearnPath or was added by a file or a folder.'),
    installed: z.array(InstalledPrecision).describe('Empty as long as it is not downloaded.'),
    inUse: z.boolean().describe('Serves search, or is the reranker.'),
    loaded: z.boolean().describe('Is in memory now.'),
  })
  .register(z.globalRegistry, { id: 'Model' })
export type Model = z.infer<typeof Model>

/** A choice of models for a kind of use. */
export const ModelProfile = z
  .object({
    name: z.enum(['fast', 'balanced', 'accurate', 'multilingual']),
    embedder: z.string(),
    reranker: z.string().nullable(),
    description: z.string(),
  })
  .register(z.globalRegistry, { id: 'ModelProfile' })
export type ModelProfile = z.infer<typeof ModelProfile>

export const ModelRecommendation = z
  .object({
    profile: ModelProfile.shape.name,
    reason: z.string().describe('Which languages of the library led to it.'),
  })
  .register(z.globalRegistry, { id: 'ModelRecommendation' })
export type ModelRecommendation = z.infer<typeof ModelRecommendation>

export const ModelList = z
  .object({
    models: z.array(Model),
    profiles: z.array(ModelProfile),
    recommended: ModelRecommendation,
    folder: z.string().describe('Where models are stored.'),
    invalid: z
      .array(z.object({ file: z.string(), message: z.string() }))
      .describe('Descriptions in the folder "catalogue" there that cannot be used, and why.'),
  })
  .register(z.globalRegistry, { id: 'ModelList' })
export type ModelList = z.infer<typeof ModelList>

export const ImportModelRequest = z
  .strictObject({
    folder: MachinePath.describe('Absolute path of a folder on the machine of the server.'),
    id: ModelId.optional().describe(
      'Which model of the catalogue it is, or the name of a new one; found out when left out.',
    ),
    manifest: ModelManifest.optional().describe(
      'For a model that the catalogue lacks and whose files do not tell enough.',
    ),
  })
  .register(z.globalRegistry, { id: 'ImportModelRequest' })
export type ImportModelRequest = z.infer<typeof ImportModelRequest>

export const QuantizeModelRequest = z
  .strictObject({ precision: z.enum(['fp16', 'int8', 'int4']) })
  .register(z.globalRegistry, { id: 'QuantizeModelRequest' })
export type QuantizeModelRequest = z.infer<typeof QuantizeModelRequest>

export const VerifyModelRequest = z
  .strictObject({ precision: Precision.optional() })
  .register(z.globalRegistry, { id: 'VerifyModelRequest' })
export type VerifyModelRequest = z.infer<typeof VerifyModelRequest>

export const ModelVerification = z
  .object({
    ok: z.boolean(),
    files: z.array(
      z.object({ path: z.string(), ok: z.boolean(), detail: z.string().describe('"as recorded", or what differs.') }),
    ),
    fidelity: z
      .array(
        z.object({
          precision: Precision,
          ok: z.boolean(),
          recorded: Fidelity.nullable(),
          measured: Fidelity,
        }),
      )
      .describe('Repeated on the same texts, for every quantized form.'),
  })
  .register(z.globalRegistry, { id: 'ModelVerification' })
export type ModelVerification = z.infer<typeof ModelVerification>

export const ModelBench = z
  .object({
    machine: z.string(),
    runs: z.array(
      z.object({
        precision: Precision,
        loadSeconds: z.number(),
        tokensPerSecond: z.number(),
        textsPerSecond: z.number(),
        queryMs: z.number().describe('Median time for one short text.'),
        residentBytes: z.int().describe('Memory of the process after it, over before.'),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'ModelBench' })
export type ModelBench = z.infer<typeof ModelBench>

export const RemoveModelQuery = z
  .strictObject({ precision: Precision.optional().describe('Only this form; everything when left out.') })
  .register(z.globalRegistry, { id: 'RemoveModelQuery' })
export type RemoveModelQuery = z.infer<typeof RemoveModelQuery>
