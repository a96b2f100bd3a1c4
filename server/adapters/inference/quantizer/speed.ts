import { cpus } from 'node:os'
import type { ModelBench, ModelManifest } from '@learnpath/contracts'
import { env } from 'onnxruntime-node'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import { modelSpec } from '../runtime/model-spec.ts'
import { loadTokenizer } from '../tokenizer.ts'
import type { Tokenizer, TokenSequence } from '../tokenizer.ts'
import { openModelRun } from './run-model.ts'
import { openStatic } from './static-rows.ts'

type Speed = ModelBench['runs'][number]

const PASSAGE_TOKENS = 128
const QUERY = 'How do plants turn light into sugar?'
const PASSAGE =
  'Photosynthesis takes place in the chloroplasts of plant cells. Pigments in the thylakoid membranes take up light, mostly red and blue; its energy splits water, sets oxygen free and moves electrons along a chain of proteins. What they carry is used in the stroma to bind carbon dioxide to a sugar of five carbon atoms. The product is rebuilt step by step: one part leaves the cycle as the raw material of glucose, starch and cellulose, the rest becomes the acceptor again. In dry and hot places some plants take up the gas at night, others collect it in special cells, so that less water is lost by day.'
const LEAST_MS = 500
const QUERY_RUNS = 9
const ROUNDS = 3

/** A passage of 128 tokens as the model reads it: alone, or with a query before it. */
const speedSequence = (tokenizer: Tokenizer, { task, maximumTokens }: ModelManifest): TokenSequence => {
  const length = Math.min(maximumTokens, PASSAGE_TOKENS)
  return task === 'embed' ? tokenizer.encode(PASSAGE, undefined, length) : tokenizer.encode(QUERY, PASSAGE, length)
}

export const describeMachine = (): string => `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`
export const describeRuntime = (): string => `onnxruntime-node ${env.versions.node ?? env.versions.common}`

/** Loads the artifact in this process and measures it: start a fresh process for it. @throws LP_MODEL_UNUSABLE */
export async function measureSpeedHere(artifact: ModelArtifact): Promise<Speed> {
  const before = process.memoryUsage.rss()
  const started = performance.now()
  const loaded = await load(artifact)
  const loadSeconds = (performance.now() - started) / 1000
  try {
    await loaded.passage()
    const rate = await rateOf(() => loaded.passage(), LEAST_MS)
    const times: number[] = []
    for (let index = 0; index < QUERY_RUNS; index++) {
      const from = performance.now()
      await loaded.query()
      times.push(performance.now() - from)
    }
    return {
      precision: artifact.precision,
      loadSeconds,
      tokensPerSecond: rate * loaded.passageTokens,
      textsPerSecond: rate,
      queryMs: median(times),
      residentBytes: Math.max(0, process.memoryUsage.rss() - before),
    }
  } finally {
    await loaded.close()
  }
}

interface Work {
  readonly passageTokens: number
  passage(): Promise<unknown>
  query(): Promise<unknown>
  close(): Promise<void>
}

/** Passages per second. */
async function rateOf(work: () => Promise<unknown>, leastMs: number): Promise<number> {
  const started = performance.now()
  let runs = 0
  do {
    await work()
    runs++
  } while (performance.now() - started < leastMs)
  return runs / ((performance.now() - started) / 1000)
}

const median = (values: readonly number[]): number => values.toSorted((x, y) => x - y)[values.length >> 1] ?? 0

const load = (artifact: ModelArtifact): Promise<Work> =>
  artifact.manifest.runtime === 'static' ? loadStatic(artifact) : loadOnnx(artifact)

/** Tokens per second of forms of a model, in alternating rounds: other load on the machine meets all alike. */
export async function compareSpeed(artifacts: readonly ModelArtifact[]): Promise<number[]> {
  const forms: { readonly work: Work; readonly rates: number[] }[] = []
  try {
    for (const artifact of artifacts) forms.push({ work: await load(artifact), rates: [] })
    for (const { work } of forms) await work.passage()
    for (let round = 0; round < ROUNDS; round++) {
      for (const { work, rates } of forms) rates.push(await rateOf(() => work.passage(), LEAST_MS / ROUNDS))
    }
    return forms.map(({ work, rates }) => median(rates) * work.passageTokens)
  } finally {
    for (const { work } of forms) await work.close()
  }
}

async function loadStatic(artifact: ModelArtifact): Promise<Work> {
  const embedder = await openStatic(artifact)
  const embed = (text: string) => Promise.resolve(embedder.embed(embedder.tokens(text)))
  return {
    passageTokens: embedder.tokens(PASSAGE).length,
    passage: () => embed(PASSAGE),
    query: () => embed(QUERY),
    close: () => {
      embedder.close()
      return Promise.resolve()
    },
  }
}

async function loadOnnx(artifact: ModelArtifact): Promise<Work> {
  const { manifest } = artifact
  const { weightsFile, tokenizerFolder } = modelSpec(artifact)
  const tokenizer = await loadTokenizer(tokenizerFolder)
  const run = await openModelRun(weightsFile, manifest, 1)
  return {
    passageTokens: speedSequence(tokenizer, manifest).ids.length,
    passage: () => run.run(speedSequence(tokenizer, manifest)),
    query: () =>
      run.run(manifest.task === 'embed' ? tokenizer.encode(QUERY) : tokenizer.encode(QUERY, 'They use chlorophyll.')),
    close: () => run.close(),
  }
}
