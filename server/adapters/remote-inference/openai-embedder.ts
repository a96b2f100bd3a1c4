import { z } from 'zod'
import { LearnPathError } from '@learnpath/contracts'
import type { Embedder, EmbedTexts } from '../../ports/embedder.ts'
import { askInBatches, embedInBatches, sendable, wrong, type BatchedService } from './embed-in-batches.ts'
import {
  batchSizeFor,
  instructed,
  instructionsKey,
  UNKNOWN_LANGUAGES,
  type NamedModelOptions,
} from './remote-embedder-options.ts'
import { createServiceConnection, refusal, type ServiceConnection } from './service-connection.ts'
import { isTooLong } from './too-long.ts'

const Answer = z.object({
  data: z.array(
    z.object({ index: z.number().int(), embedding: z.union([z.string(), z.custom<number[]>(Array.isArray)]) }),
  ),
  usage: z.object({ prompt_tokens: z.number() }).optional(),
})

/** Where servers tell in their list of models how much one reads: vLLM and LearnPath, llama.cpp. */
const ModelEntries = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      max_model_len: z.number().int().optional(),
      meta: z.object({ n_ctx_train: z.number().int().optional() }).nullable().optional(),
    }),
  ),
})

/** As much as nearly every embedder reads; OpenAI's own read more. */
const USUAL_MAXIMUM_TOKENS = 512
const OPENAI_MAXIMUM_TOKENS = 8191
const TEXTS_PER_REQUEST = 2048

/**
 * An embedder behind the OpenAI interface, such as OpenAI, vLLM, llama.cpp, LM Studio or another LearnPath. Asks the service once
 * for a vector to know its dimensions.
 * @throws LP_INFERENCE_REMOTE, LP_INFERENCE_BUSY
 */
export async function createOpenAiEmbedder(options: NamedModelOptions): Promise<Embedder> {
  const connection = createServiceConnection({ ...options, url: versioned(options.url) })
  const { model, instructions } = options
  const send = async (texts: readonly string[], { instruction, priority, signal }: EmbedTexts) => {
    const input = texts.map((text) => instructed(text, instruction, instructions))
    const body = { model, input, encoding_format: 'base64' }
    return await connection.ask({ path: '/embeddings', body, priority, signal })
  }
  const name = `${connection.name}/embeddings`
  const dimensions = await probeDimensions()
  const service: BatchedService = {
    name,
    dimensions,
    batchSize: batchSizeFor(dimensions, TEXTS_PER_REQUEST),
    send,
    read: (body) => readVectors(body, name),
  }
  const maximumTokens = options.maximumTokens ?? (await askMaximumTokens(connection, model))

  async function probeDimensions(): Promise<number> {
    const answer = await send(['How many numbers?'], { texts: [], instruction: 'none' })
    if (!answer.ok) throw refusal(name, answer)
    return [...(readVectors(answer.body, name)[0] ?? [])].length
  }

  /** The interface counts only what it embeds, and only all texts of a request together. */
  async function countTokens([text = '']: readonly string[], instruction: EmbedTexts['instruction']) {
    const answer = await send([sendable(text)], { texts: [], instruction, priority: 'ingestion' })
    if (isTooLong(answer)) throw new LearnPathError('LP_TEXT_TOO_LONG', { detail: answer.words })
    if (!answer.ok) throw refusal(name, answer)
    const tokens = Answer.safeParse(answer.body).data?.usage?.prompt_tokens
    if (tokens === undefined) throw wrong(name, 'no number of tokens')
    return [tokens]
  }

  return {
    description: {
      modelId: model,
      key: `openai:${connection.name}:${model}:${dimensions}${instructionsKey(instructions)}`,
      dimensions,
      maximumTokens,
      languages: options.languages ?? UNKNOWN_LANGUAGES,
    },
    embed: async (request) => await embedInBatches(service, request),
    countTokens: async (texts, instruction) =>
      await askInBatches(texts, 1, async (one) => await countTokens(one, instruction)),
  }
}

/** Addresses are given with the version or without it. */
function versioned(url: string): string {
  const { pathname } = new URL(url)
  return pathname === '/' ? `${url.replace(/\/+$/u, '')}/v1` : url
}

function readVectors(body: unknown, name: string): readonly Iterable<number>[] {
  const answer = Answer.safeParse(body)
  if (!answer.success) throw wrong(name, 'no vectors')
  return answer.data.data
    .toSorted((left, right) => left.index - right.index)
    .map(({ embedding }) => (typeof embedding === 'string' ? fromBase64(embedding) : embedding))
}

/** 32 bit numbers, little-endian; servers that do not know the form send plain numbers instead. */
function fromBase64(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(4 * index))
}

async function askMaximumTokens(connection: ServiceConnection, model: string): Promise<number> {
  const answer = await connection.ask({ path: '/models' })
  const entries = answer.ok ? ModelEntries.safeParse(answer.body).data?.data : undefined
  const entry = entries?.find(({ id }) => id === model)
  const usual = model.startsWith('text-embedding-') ? OPENAI_MAXIMUM_TOKENS : USUAL_MAXIMUM_TOKENS
  return entry?.max_model_len ?? entry?.meta?.n_ctx_train ?? usual
}
