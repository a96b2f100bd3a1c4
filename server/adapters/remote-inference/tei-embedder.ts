import { LearnPathError } from '@learnpath/contracts'
import type { Embedder, EmbedTexts } from '../../ports/embedder.ts'
import { askInBatches, embedInBatches, sendable, wrong, type BatchedService } from './embed-in-batches.ts'
import {
  batchSizeFor,
  instructed,
  instructionsKey,
  UNKNOWN_LANGUAGES,
  type RemoteEmbedderOptions,
} from './remote-embedder-options.ts'
import { createServiceConnection, type ServiceConnection } from './service-connection.ts'
import { askTeiInfo, versionOf, type TeiInfoAnswer } from './tei-info.ts'

/**
 * An embedder behind text-embeddings-inference, or another LearnPath, which also tells its dimensions, its languages and applies
 * its model's own instructions. Asks the service once what it is.
 * @throws LP_INFERENCE_REMOTE, LP_INFERENCE_BUSY, LP_MODEL_TASK_WRONG
 */
export async function createTeiEmbedder(options: RemoteEmbedderOptions): Promise<Embedder> {
  const connection = createServiceConnection(options)
  const info = await askTeiInfo(connection)
  requireEmbedder(connection, info)
  const other = info.learnpath?.embedder ?? null
  const form = formFor(connection, { options, ownInstructions: other !== null && options.instructions === undefined })
  const dimensions = other?.dimensions ?? (await probeDimensions(form))
  const service: BatchedService = {
    name: `${connection.name}/embed`,
    dimensions,
    batchSize: batchSizeFor(dimensions, info.max_client_batch_size),
    send: form.send,
    read: form.read,
  }
  return {
    description: {
      modelId: other?.model ?? info.model_id,
      key: `${other?.key ?? versionOf(info)}${instructionsKey(options.instructions)}`,
      dimensions,
      maximumTokens: other?.maximumTokens ?? info.max_input_length,
      languages: options.languages ?? other?.languages ?? UNKNOWN_LANGUAGES,
    },
    embed: async (request) => await embedInBatches(service, request),
    async countTokens(texts, instruction) {
      const count = other === null ? form.tokenize : form.countTokens
      return await askInBatches(texts, service.batchSize, async (some) => await count(some, instruction))
    },
  }
}

function requireEmbedder(connection: ServiceConnection, { learnpath, model_type: type, model_id: id }: TeiInfoAnswer) {
  const embeds = learnpath === undefined ? !('reranker' in (type ?? {})) : learnpath.embedder !== null
  if (!embeds) throw new LearnPathError('LP_MODEL_TASK_WRONG', { detail: `${connection.name} serves ${id}` })
}

type Instruction = EmbedTexts['instruction']

interface FormOptions {
  readonly options: RemoteEmbedderOptions
  /** Whether the service puts its model's instructions before the texts, when they are named. */
  readonly ownInstructions: boolean
}

/** Requests and answers in the form of text-embeddings-inference. */
function formFor(connection: ServiceConnection, { options, ownInstructions }: FormOptions) {
  const prepared = (texts: readonly string[], instruction: Instruction) =>
    ownInstructions ? texts : texts.map((text) => instructed(text, instruction, options.instructions))

  const send = async (texts: readonly string[], { instruction, priority, signal }: EmbedTexts) => {
    const prompt = ownInstructions && instruction !== 'none' ? { prompt_name: instruction } : {}
    const body = { inputs: prepared(texts, instruction), normalize: true, truncate: true, ...prompt }
    return await connection.ask({ path: '/embed', body, priority, signal })
  }
  const read = (body: unknown) => {
    if (!isListOfLists(body)) throw wrong(`${connection.name}/embed`, 'no vectors')
    return body
  }
  /** Of text-embeddings-inference: the tokens themselves. */
  const tokenize = async (texts: readonly string[], instruction: Instruction): Promise<readonly number[]> => {
    const inputs = prepared(texts, instruction).map(sendable)
    const body = await connection.askOk({ path: '/tokenize', body: { inputs, add_special_tokens: true } })
    if (!isListOfLists(body)) throw wrong(`${connection.name}/tokenize`, 'no tokens')
    return body.map((tokens) => tokens.length)
  }
  /** Of LearnPath. */
  const countTokens = async (texts: readonly string[], instruction: Instruction): Promise<readonly number[]> => {
    const named = ownInstructions ? instruction : 'none'
    const body = await connection.askOk({
      path: '/embed/count-tokens',
      body: { texts: prepared(texts, instruction), instruction: named },
    })
    const counts = typeof body === 'object' && body !== null && 'counts' in body ? body.counts : null
    if (!isNumbers(counts)) throw wrong(`${connection.name}/embed/count-tokens`, 'no counts')
    return counts
  }
  return { send, read, tokenize, countTokens }
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'number')

/** Whether the items of the lists are what they should be is seen when they are used. */
const isListOfLists = (value: unknown): value is number[][] => Array.isArray(value) && value.every(Array.isArray)

async function probeDimensions(form: ReturnType<typeof formFor>): Promise<number> {
  const answer = await form.send(['How many numbers?'], { texts: [], instruction: 'none' })
  const [vector] = answer.ok ? form.read(answer.body) : []
  if (vector === undefined) {
    throw new LearnPathError('LP_INFERENCE_REMOTE', { detail: `it does not embed a short text: ${answer.words}` })
  }
  return vector.length
}
