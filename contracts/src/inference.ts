import { z } from 'zod'

/** So many texts in one request at most; beyond, send several requests. */
export const MAX_TEXTS_PER_REQUEST = 2048
const Text = z.string().max(1_000_000)
const Texts = z.array(Text).min(1).max(MAX_TEXTS_PER_REQUEST)

export const EmbedRequest = z
  .strictObject({
    texts: Texts,
    instruction: z.enum(['query', 'passage', 'none']).default('passage').describe('What the texts are to the model.'),
    model: z
      .string()
      .optional()
      .describe('Id or hub repository of an installed embedder; default: the one that serves search.'),
    truncate: z
      .boolean()
      .default(true)
      .describe('Whether a text that is longer than the model reads is cut at its end, or refused.'),
  })
  .register(z.globalRegistry, { id: 'EmbedRequest' })
export type EmbedRequest = z.infer<typeof EmbedRequest>

/** The request of text-embeddings-inference on the same address. */
export const TeiEmbedRequest = z
  .object({
    inputs: z.union([Text, Texts]),
    normalize: z.literal(true).default(true).describe('Vectors are always of unit length.'),
    truncate: z.boolean().nullable().default(false),
    truncation_direction: z.enum(['Right', 'right']).optional().describe('Texts are cut at their end.'),
    prompt_name: z
      .enum(['query', 'passage', 'document'])
      .nullable()
      .optional()
      .describe('Which instruction goes before the texts; none when left out. `document` is `passage`.'),
    dimensions: z.int().min(1).nullable().optional().describe('Must be those of the model: vectors are not shortened.'),
  })
  .register(z.globalRegistry, { id: 'TeiEmbedRequest' })
export type TeiEmbedRequest = z.infer<typeof TeiEmbedRequest>

export const EmbedResponse = z
  .object({
    model: z.string(),
    dimensions: z.int(),
    vectors: z.array(z.array(z.number())).describe('One per text, of unit length.'),
  })
  .register(z.globalRegistry, { id: 'EmbedResponse' })
export type EmbedResponse = z.infer<typeof EmbedResponse>

export const TeiEmbedResponse = z.array(z.array(z.number())).register(z.globalRegistry, { id: 'TeiEmbedResponse' })

/** LearnPath and text-embeddings-inference use the same request. */
export const RerankRequest = z
  .object({
    query: Text.min(1),
    texts: Texts,
    model: z.string().optional().describe('Id of an installed reranker; default: the one that serves search.'),
    raw_scores: z.boolean().default(false).describe('The model’s own scores instead of values from 0 to 1.'),
    return_text: z.boolean().default(false),
    truncate: z.literal(true).default(true).describe('Texts that are longer than the model reads are always cut.'),
    truncation_direction: z.enum(['Right', 'right']).optional(),
  })
  .register(z.globalRegistry, { id: 'RerankRequest' })
export type RerankRequest = z.infer<typeof RerankRequest>

export const RerankResponse = z
  .array(
    z.object({
      index: z.int().describe('Place of the text in the request.'),
      score: z.number(),
      text: z.string().optional(),
    }),
  )
  .register(z.globalRegistry, { id: 'RerankResponse', description: 'Best first.' })
export type RerankResponse = z.infer<typeof RerankResponse>

const Tokens = z.array(z.int().min(0)).min(1)

export const OpenAiEmbeddingsRequest = z
  .object({
    input: z
      .union([Text, Texts, Tokens, z.array(Tokens).min(1).max(MAX_TEXTS_PER_REQUEST)])
      .describe('Texts. Numbers of tokens are refused: they are those of another model.'),
    model: z.string().describe('Id or hub repository of an installed embedder.'),
    encoding_format: z.enum(['float', 'base64']).default('float'),
    dimensions: z.int().min(1).optional().describe('Must be those of the model: vectors are not shortened.'),
    user: z.string().optional(),
    truncate: z
      .boolean()
      .default(false)
      .describe('Not in the OpenAI interface: cut a text that is longer than the model reads instead of refusing it.'),
  })
  .register(z.globalRegistry, { id: 'OpenAiEmbeddingsRequest' })
export type OpenAiEmbeddingsRequest = z.infer<typeof OpenAiEmbeddingsRequest>

export const OpenAiEmbeddingsResponse = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        object: z.literal('embedding'),
        index: z.int(),
        embedding: z.union([z.array(z.number()), z.string().describe('Base64 of 32 bit floats, little-endian.')]),
      }),
    ),
    model: z.string(),
    usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
  })
  .register(z.globalRegistry, { id: 'OpenAiEmbeddingsResponse' })
export type OpenAiEmbeddingsResponse = z.infer<typeof OpenAiEmbeddingsResponse>

export const OpenAiModelList = z
  .object({
    object: z.literal('list'),
    data: z.array(
      z.object({
        id: z.string(),
        object: z.literal('model'),
        created: z.int(),
        owned_by: z.string(),
        task: z.enum(['embed', 'chat']).describe('Not in the OpenAI interface: what the model is for.'),
        max_model_len: z.int().optional().describe('Tokens that an embedder reads of a text.'),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'OpenAiModelList' })
export type OpenAiModelList = z.infer<typeof OpenAiModelList>

export const CountTokensRequest = EmbedRequest.omit({ truncate: true }).register(z.globalRegistry, {
  id: 'CountTokensRequest',
})
export type CountTokensRequest = z.infer<typeof CountTokensRequest>

export const CountTokensResponse = z
  .object({
    model: z.string(),
    maximumTokens: z.int().describe('What the model reads of a text.'),
    counts: z.array(z.int()).describe('Tokens of each text with the instruction and special tokens, uncut.'),
  })
  .register(z.globalRegistry, { id: 'CountTokensResponse' })
export type CountTokensResponse = z.infer<typeof CountTokensResponse>

/** What text-embeddings-inference tells, and under `learnpath` what one LearnPath server must know of another. */
export const TeiInfo = z
  .object({
    model_id: z.string(),
    model_sha: z.string().nullable(),
    model_dtype: z.string(),
    model_type: z.record(z.string(), z.unknown()),
    max_input_length: z.int(),
    max_client_batch_size: z.int(),
    auto_truncate: z.boolean(),
    version: z.string(),
    learnpath: z
      .object({
        embedder: z
          .object({
            model: z.string(),
            key: z.string().describe('Equal keys give equal vectors.'),
            dimensions: z.int(),
            maximumTokens: z.int(),
            languages: z.array(z.string()),
          })
          .nullable(),
        reranker: z.object({ model: z.string(), key: z.string(), maximumTokens: z.int() }).nullable(),
      })
      .optional(),
  })
  .register(z.globalRegistry, { id: 'TeiInfo' })
export type TeiInfo = z.infer<typeof TeiInfo>
