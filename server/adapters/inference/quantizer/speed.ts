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

/** A passage of 128 tokens as the model reads it: alone, or with a query before it. */
const speedSequence = (tokenizer: Tokenizer, { task, maximumTokens }: ModelManifest): TokenSequence => {
  const length = Math.min(maximumTokens, PASSAGE_TOKENS)
  return task === 'embed' ? tokenizer.encode(PASSAGE, undefined, length) : tokenizer.encode(QUERY, PASSAGE, length)
}

export const describeMachine = (): string => `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`
export const describeRuntime = (): string => `onnxruntime-node ${env.versions.node ?? env.versions.common}`

/** Loads the artifact in this process and measures it: start a fresh process for it. @throws LP_MODEL_UNUSABLE */
export async function measureSpeedHere(artifact: ModelArtifact): Promise<Speed> {
  const { manifest, precision } = artifact
  const before = process.memoryUsage.rss()
  const started = performance.now()
  const loaded = manifest.runtime === 'static' ? await loadStatic(artifact) : await loadOnnx(artifact)
  const loadSeconds = (performance.now() - started) / 1000
  try {
    const rate = await rateOf(() => loaded.passage())
    const times: number[] = []
    for (let index = 0; index < QUERY_RUNS; index++) {
      const from = performance.now()
      await loaded.query()
      times.push(performance.now() - from)
    }
    return {
      precision,
      loadSeconds,
      tokensPerSecond: rate * loaded.passageTokens,
      textsPerSecond: rate,
      queryMs: times.toSorted((a, b) => a - b)[Math.floor(QUERY_RUNS / 2)] ?? 0,
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

async function rateOf(work: () => Promise<unknown>): Promise<number> {
  await work()
  const started = performance.now()
  let runs = 0
  do {
    await work()
    runs++
  } while (performance.now() - started < LEAST_MS)
  return runs / ((performance.now() - started) / 1000)
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
