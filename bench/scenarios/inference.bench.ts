import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import {
  BERT_BASE,
  MINILM_L6,
  type TransformerShape,
} from '../../server/adapters/inference/testing/random-transformer.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { makeRandomModel, openEngine, passages } from './inference-models.ts'
import type { RandomModel } from './inference-models.ts'

const ROUNDS = 3
/** Chunks of a library are of mixed length. */
const CHARACTERS = { least: 150, most: 1000 } as const
/** As ingestion asks. */
const TEXTS_PER_CALL = 32
const QUERIES = 60

const TOKENIZER_CONFIG = {
  tokenizer_class: 'BertTokenizer',
  model_max_length: 512,
  pad_token: '[PAD]',
  unk_token: '[UNK]',
  cls_token: '[CLS]',
  sep_token: '[SEP]',
  mask_token: '[MASK]',
}

interface Peer {
  readonly embed: (texts: readonly string[]) => Promise<void>
  readonly close: () => Promise<void>
}

/** What is used here of @huggingface/transformers, which only this folder installs. */
interface TransformersLibrary {
  readonly env: { allowRemoteModels: boolean; localModelPath: string }
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { readonly dtype: string; readonly device: string },
  ): Promise<
    ((
      texts: readonly string[],
      options: { readonly pooling: string; readonly normalize: boolean },
    ) => Promise<unknown>) & {
      dispose(): Promise<void>
    }
  >
}

/** The same INT8 file in the layout that @huggingface/transformers reads. */
async function openPeer({ int8 }: RandomModel, context: BenchmarkContext): Promise<Peer> {
  const folder = join(context.scratchFolder, 'transformers', int8.manifest.id)
  await mkdir(join(folder, 'onnx'), { recursive: true })
  for (const file of ['model.onnx', 'model.onnx.data']) await cp(join(int8.folder, file), join(folder, 'onnx', file))
  for (const file of ['tokenizer.json', 'config.json']) await cp(join(int8.sourceFolder, file), join(folder, file))
  await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(TOKENIZER_CONFIG))
  const name: string = '@huggingface/transformers'
  const library = (await import(name)) as TransformersLibrary
  library.env.allowRemoteModels = false
  library.env.localModelPath = `${join(context.scratchFolder, 'transformers')}/`
  const extract = await library.pipeline('feature-extraction', int8.manifest.id, { dtype: 'fp32', device: 'cpu' })
  return {
    async embed(texts) {
      await extract(texts, { pooling: 'mean', normalize: true })
    },
    close: () => extract.dispose(),
  }
}

async function inCalls(
  texts: readonly string[],
  embed: (texts: readonly string[]) => Promise<unknown>,
  perCall = TEXTS_PER_CALL,
): Promise<void> {
  for (let start = 0; start < texts.length; start += perCall) {
    await embed(texts.slice(start, start + perCall))
  }
}

/** Evenly spread, in no order of length. */
const charactersOf = (index: number): number =>
  CHARACTERS.least + ((index * 389) % (CHARACTERS.most - CHARACTERS.least))

/** Seconds of each way; in turns, the best of the rounds, since others may use the machine. */
async function race<Name extends string>(
  ways: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(ways) as Name[]
  const best = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<Name, number>
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      const started = performance.now()
      await ways[name]()
      best[name] = Math.min(best[name], (performance.now() - started) / 1000)
    }
  }
  return best
}

async function queryLatency(embedder: Embedder, texts: readonly string[]): Promise<number[]> {
  const samples: number[] = []
  for (const text of texts) {
    const started = performance.now()
    await embedder.embed({ texts: [text.slice(0, 80)], instruction: 'query' })
    samples.push(performance.now() - started)
  }
  return samples
}

async function measure(
  shape: TransformerShape,
  { name, texts: count }: { readonly name: string; readonly texts: number },
  context: BenchmarkContext,
): Promise<Measurement[]> {
  const model = await makeRandomModel(shape, name, context)
  const texts = (await passages(context)).slice(0, count).map((text, index) => text.slice(0, charactersOf(index)))
  const engine = openEngine()
  const first = performance.now()
  const int8 = engine.embedder(model.int8)
  await int8.embed({ texts: ['first'], instruction: 'query' })
  const firstMs = performance.now() - first
  const fp32 = engine.embedder(model.fp32)
  const peer = await openPeer(model, context)
  const tokens = (await int8.countTokens(texts, 'passage')).reduce((sum, each) => sum + each, 0)
  const pipeline = (embedder: Embedder) => () =>
    inCalls(texts, (some) => embedder.embed({ texts: some, instruction: 'passage', priority: 'ingestion' }))
  await race({
    fp32: () => fp32.embed({ texts: texts.slice(0, 8), instruction: 'passage' }),
    peer: () => peer.embed(texts.slice(0, 8)),
  })
  const seconds = await race({
    fp32: pipeline(fp32),
    int8: pipeline(int8),
    peer1: () => inCalls(texts, peer.embed, 1),
    peer8: () => inCalls(texts, peer.embed, 8),
    peer32: () => inCalls(texts, peer.embed, 32),
  })
  const peerSeconds = Math.min(seconds.peer1, seconds.peer8, seconds.peer32)
  await peer.close()

  const alone = await queryLatency(int8, texts.slice(0, QUERIES))
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const ingestion = int8.embed({ texts: [...texts, ...texts], instruction: 'passage', priority: 'ingestion' })
  const meanwhile = await queryLatency(int8, texts.slice(0, QUERIES))
  await ingestion
  delays.disable()
  await engine.close()
  const rate = (time: number): number => tokens / time
  return [
    {
      name: `${name}: first vector of a new engine`,
      value: firstMs,
      unit: 'ms',
      note: 'with the start of the thread, from source',
    },
    { name: `${name}: fp32`, value: rate(seconds.fp32), unit: 'tokens/s' },
    {
      name: `${name}: INT8`,
      value: rate(seconds.int8),
      unit: 'tokens/s',
      note: `${Math.round(tokens / texts.length)} tokens per text`,
    },
    {
      name: `${name}: INT8 over fp32`,
      value: seconds.fp32 / seconds.int8,
      unit: 'ratio',
      target: { operator: '>=', value: 3 },
    },
    { name: `${name}: @huggingface/transformers, same INT8 file`, value: rate(peerSeconds), unit: 'tokens/s' },
    {
      name: `${name}: over @huggingface/transformers`,
      value: peerSeconds / seconds.int8,
      unit: 'ratio',
      target: { operator: '>=', value: 1.5 },
      note: `at its best of 1, 8 and 32 texts per call: ${[seconds.peer1, seconds.peer8, seconds.peer32].map((each) => rate(each).toFixed(0)).join(', ')} tokens/s`,
    },
    { name: `${name}: query, median`, value: percentile(alone, 50), unit: 'ms' },
    { name: `${name}: query during ingestion, p95`, value: percentile(meanwhile, 95), unit: 'ms' },
    {
      name: `${name}: event loop delay under load, p99`,
      value: delays.percentile(99) / 1e6 - 1,
      unit: 'ms',
      note: 'above the 1 ms at which it is looked at',
    },
  ]
}

export const benchmark: Benchmark = {
  name: 'inference',
  description: 'text to vector on random weights of true architecture, beside @huggingface/transformers',
  async run(context) {
    return [
      ...(await measure(MINILM_L6, { name: 'minilm-l6', texts: 256 }, context)),
      ...(await measure(BERT_BASE, { name: 'bert-base', texts: 64 }, context)),
    ]
  },
}
