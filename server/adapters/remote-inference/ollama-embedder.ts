import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'
import type { Embedder, EmbedTexts } from '../../ports/embedder.ts'
import { askInBatches, embedInBatches, sendable, wrong, type BatchedService } from './embed-in-batches.ts'
import {
  batchSizeFor,
  instructed,
  instructionsKey,
  UNKNOWN_LANGUAGES,
  type NamedModelOptions,
} from './remote-embedder-options.ts'
import { createServiceConnection, refusal } from './service-connection.ts'
import { isTooLong } from './too-long.ts'

const Answer = z.object({
  embeddings: z.array(z.custom<number[]>(Array.isArray)),
  prompt_eval_count: z.number().int().optional(),
})
const Details = z.object({ model_info: z.record(z.string(), z.unknown()) })
const Tags = z.object({ models: z.array(z.object({ name: z.string(), digest: z.string().optional() })) })

/** Loading a model again takes seconds: it stays for as long as documents may be arriving. */
const KEEP_ALIVE = '30m'
const TEXTS_PER_REQUEST = 64
const USUAL_MAXIMUM_TOKENS = 512

/**
 * An embedder of Ollama, by its own interface. Asks the service once for a vector, to know its dimensions, and for the length of text
 * that the model was made for.
 * @throws LP_INFERENCE_REMOTE, LP_INFERENCE_BUSY
 */
export async function createOllamaEmbedder(options: NamedModelOptions): Promise<Embedder> {
  const connection = createServiceConnection(options)
  const { model, instructions } = options
  const name = `${connection.name}/api/embed`
  const ask = async (texts: readonly string[], { instruction, priority, signal }: EmbedTexts, truncate: boolean) => {
    const input = texts.map((text) => instructed(text, instruction, instructions))
    const body = { model, input, truncate, keep_alive: KEEP_ALIVE }
    return await connection.ask({ path: '/api/embed', body, priority, signal })
  }
  const dimensions = await probeDimensions()
  const service: BatchedService = {
    name,
    dimensions,
    batchSize: batchSizeFor(dimensions, TEXTS_PER_REQUEST),
    send: async (texts, request) => await ask(texts, request, true),
    read: (body) => read(body).embeddings,
  }
  const [maximumTokens, digest] = await Promise.all([options.maximumTokens ?? askMaximumTokens(), askDigest()])

  function read(body: unknown): z.infer<typeof Answer> {
    const answer = Answer.safeParse(body)
    if (!answer.success) throw wrong(name, 'no vectors')
    return answer.data
  }

  async function probeDimensions(): Promise<number> {
    const answer = await ask(['How many numbers?'], { texts: [], instruction: 'none' }, true)
    if (!answer.ok) throw refusal(name, answer)
    return read(answer.body).embeddings[0]?.length ?? 0
  }

  async function askMaximumTokens(): Promise<number> {
    const details = Details.safeParse(await connection.askOk({ path: '/api/show', body: { model } }))
    const facts = Object.entries(details.data?.model_info ?? {})
    const length = facts.find(([fact]) => fact.endsWith('.context_length'))?.[1]
    return typeof length === 'number' ? length : USUAL_MAXIMUM_TOKENS
  }

  /** Which version of the model: a name can come to mean another one. */
  async function askDigest(): Promise<string> {
    const tags = Tags.safeParse(await connection.askOk({ path: '/api/tags' })).data?.models ?? []
    return tags.find((tag) => tag.name === model || tag.name === `${model}:latest`)?.digest ?? 'unknown'
  }

  /** Counts only what is embedded, and only all texts of a request together. */
  async function countTokens([text = '']: readonly string[], instruction: EmbedTexts['instruction']) {
    const answer = await ask([sendable(text)], { texts: [], instruction, priority: 'ingestion' }, false)
    if (isTooLong(answer)) throw new LearnPathError('LP_TEXT_TOO_LONG', { detail: answer.words })
    if (!answer.ok) throw refusal(name, answer)
    const tokens = read(answer.body).prompt_eval_count
    if (tokens === undefined) throw wrong(name, 'no number of tokens')
    return [tokens]
  }

  return {
    description: {
      modelId: model,
      key: `ollama:${model}@${digest}:${dimensions}${instructionsKey(instructions)}`,
      dimensions,
      maximumTokens,
      languages: options.languages ?? UNKNOWN_LANGUAGES,
    },
    embed: async (request) => await embedInBatches(service, request),
    countTokens: async (texts, instruction) =>
      await askInBatches(texts, 1, async (one) => await countTokens(one, instruction)),
  }
}
