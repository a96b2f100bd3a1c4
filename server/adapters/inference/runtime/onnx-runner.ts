import { InferenceSession, Tensor } from 'onnxruntime-node'
import { LearnPathError } from '@learnpath/contracts'
import { decodeFloat16 } from '../../../kernel/float16.ts'
import { normalizeVector, poolTokens } from '../pooling.ts'
import { loadTokenizer } from '../tokenizer.ts'
import type { TokenSequence, Tokenizer } from '../tokenizer.ts'
import type { ModelRunner } from './model-runner.ts'
import type { ModelSpec, Provider } from './worker-messages.ts'

/** Larger batches are not faster on a CPU, take memory that is not given back, and let a query wait (decision 0008). */
const BATCH_TEXTS = 8
const BATCH_TOKENS = { oneThread: 256, moreThreads: 512 } as const

const SENTENCE_OUTPUTS = ['sentence_embedding', 'sentence_embeddings', 'pooler_output']
const TOKEN_OUTPUTS = ['last_hidden_state', 'token_embeddings', 'hidden_states']
const SCORE_OUTPUTS = ['logits', 'scores', 'score']

export interface SessionSettings {
  /** How many compute one batch. */
  readonly threads: number
  /** What to try first. */
  readonly provider: Provider
}

/** Opens an ONNX model and runs it once. @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE */
export async function loadOnnxRunner(
  spec: ModelSpec,
  settings: SessionSettings,
): Promise<{ readonly runner: ModelRunner; readonly provider: Provider }> {
  const tokenizer = await loadTokenizer(spec.tokenizerFolder)
  const { session, provider } = await openSession(spec, settings)
  try {
    const batchTokens = settings.threads === 1 ? BATCH_TOKENS.oneThread : BATCH_TOKENS.moreThreads
    const runner = { ...createOnnxRunner(spec, session, tokenizer), batchTokens }
    const warm = await runner.run([runner.prepare('warm', spec.task === 'rerank' ? 'up' : null)])
    if (spec.dimensions !== null && warm.length !== spec.dimensions) {
      throw unusable(spec, `it gives ${warm.length} dimensions, not ${spec.dimensions}`)
    }
    return { runner: { ...runner, width: warm.length }, provider }
  } catch (error) {
    await session.release()
    if (error instanceof LearnPathError && error.code !== 'LP_INFERENCE_FAILED') throw error
    throw unusable(spec, 'it fails on a first text', error)
  }
}

function unusable(spec: ModelSpec, what: string, cause?: unknown): LearnPathError {
  const reason = cause instanceof Error ? ` (${cause.message.slice(0, 300)})` : ''
  return new LearnPathError('LP_MODEL_UNUSABLE', {
    detail: `${what}${reason}; check it: learnpath models verify ${spec.modelId}`,
    cause,
  })
}

/** The arena saves the system calls of large allocations, and small batches bound it; memory patterns would add a plan per shape. */
const sessionOptions = (threads: number, provider: Provider): InferenceSession.SessionOptions => ({
  executionProviders: [provider],
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  enableCpuMemArena: true,
  enableMemPattern: false,
  logSeverityLevel: 3,
  // Threads wait actively for each other within a run, and sleep between runs.
  extra: { session: { force_spinning_stop: '1' } },
})

async function openSession(
  spec: ModelSpec,
  { threads, provider }: SessionSettings,
): Promise<{ readonly session: InferenceSession; readonly provider: Provider }> {
  if (provider === 'cuda') {
    try {
      return { session: await InferenceSession.create(spec.weightsFile, sessionOptions(threads, 'cuda')), provider }
    } catch {
      // Told to the operator by the provider that is reported; a model that is damaged fails below as well.
    }
  }
  try {
    return { session: await InferenceSession.create(spec.weightsFile, sessionOptions(threads, 'cpu')), provider: 'cpu' }
  } catch (error) {
    throw unusable(spec, 'its file cannot be opened', error)
  }
}

function createOnnxRunner(
  spec: ModelSpec,
  session: InferenceSession,
  tokenizer: Tokenizer,
): Omit<ModelRunner, 'batchTokens'> {
  const output = chooseOutput(spec, session)
  const known = new Set(['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'])
  const foreign = session.inputNames.filter((name) => !known.has(name))
  if (foreign.length > 0) throw unusable(spec, `it has inputs that are not known: ${foreign.join(', ')}`)

  return {
    width: spec.dimensions ?? 1,
    batchTexts: BATCH_TEXTS,
    prepare: (text, query) =>
      query === null
        ? tokenizer.encode(text, undefined, spec.maximumTokens)
        : tokenizer.encode(query, text, spec.maximumTokens),
    count: (text) => tokenizer.count(text),
    async run(rows) {
      const tokens = Math.max(...rows.map(({ ids }) => ids.length))
      const feeds = makeFeeds(session.inputNames, rows, { tokens, padId: tokenizer.padId })
      const results = await session.run(feeds, [output]).catch((error: unknown) => {
        throw new LearnPathError('LP_INFERENCE_FAILED', { detail: spec.modelId, cause: error })
      })
      const tensor = results[output]
      if (tensor === undefined) throw new LearnPathError('LP_INFERENCE_FAILED', { detail: `no output ${output}` })
      const lengths = rows.map(({ ids }) => ids.length)
      return spec.task === 'rerank' ? readScores(tensor, rows.length) : readVectors(tensor, spec.pooling, lengths)
    },
    dispose: () => session.release(),
  }
}

function chooseOutput(spec: ModelSpec, session: InferenceSession): string {
  const wanted =
    spec.task === 'rerank'
      ? SCORE_OUTPUTS
      : spec.pooling === 'none'
        ? [...SENTENCE_OUTPUTS, ...TOKEN_OUTPUTS]
        : [...TOKEN_OUTPUTS, ...SENTENCE_OUTPUTS]
  const output = wanted.find((name) => session.outputNames.includes(name)) ?? session.outputNames[0]
  if (output === undefined) throw unusable(spec, 'it has no output')
  return output
}

interface Padding {
  readonly tokens: number
  readonly padId: number
}

/** Inputs as BERT's: rows of equal length, the mask says what is text. A model without token types lacks that input. */
function makeFeeds(
  inputNames: readonly string[],
  rows: readonly TokenSequence[],
  { tokens, padId }: Padding,
): Record<string, Tensor> {
  const size = rows.length * tokens
  const ids = new BigInt64Array(size).fill(BigInt(padId))
  const mask = new BigInt64Array(size)
  const typeIds = new BigInt64Array(size)
  const positions = new BigInt64Array(size)
  rows.forEach((row, index) => {
    for (let token = 0; token < row.ids.length; token++) {
      const at = index * tokens + token
      ids[at] = BigInt(row.ids[token] ?? 0)
      mask[at] = 1n
      typeIds[at] = BigInt(row.typeIds[token] ?? 0)
      positions[at] = BigInt(token)
    }
  })
  const values: Record<string, BigInt64Array> = {
    input_ids: ids,
    attention_mask: mask,
    token_type_ids: typeIds,
    position_ids: positions,
  }
  return Object.fromEntries(
    inputNames.map((name) => [name, new Tensor('int64', values[name] ?? mask, [rows.length, tokens])]),
  )
}

function readFloats(tensor: Tensor): Float32Array {
  const { data } = tensor
  if (data instanceof Float32Array) return data
  if (tensor.type === 'float16' && ArrayBuffer.isView(data)) {
    return decodeFloat16(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  }
  throw new LearnPathError('LP_INFERENCE_FAILED', { detail: `the output is ${tensor.type}` })
}

/** A classifier with two outputs says "no" and "yes": the difference is the logit of "yes". */
function readScores(tensor: Tensor, rows: number): Float32Array {
  const values = readFloats(tensor)
  const perRow = values.length / rows
  if (perRow === 1) return values.slice()
  return Float32Array.from({ length: rows }, (_, row) => {
    const last = values[(row + 1) * perRow - 1] ?? 0
    return perRow === 2 ? last - (values[row * perRow] ?? 0) : last
  })
}

/** Three dimensions are vectors of tokens and are pooled; two are vectors of texts already. */
function readVectors(tensor: Tensor, pooling: ModelSpec['pooling'], lengths: readonly number[]): Float32Array {
  const data = readFloats(tensor)
  const rows = lengths.length
  const dimensions = tensor.dims.at(-1) ?? 0
  const vectors = new Float32Array(rows * dimensions)
  const pooled =
    tensor.dims.length === 3
      ? poolTokens(
          { data, rows, tokens: tensor.dims[1] ?? 1, dimensions },
          lengths,
          pooling === 'none' ? 'mean' : pooling,
        )
      : lengths.map((_, row) => data.slice(row * dimensions, (row + 1) * dimensions))
  pooled.forEach((vector, row) => vectors.set(normalizeVector(vector), row * dimensions))
  return vectors
}
