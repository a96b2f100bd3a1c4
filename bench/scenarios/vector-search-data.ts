import { join } from 'node:path'
import { openSafetensors } from '../../server/adapters/inference/safetensors.ts'
import { loadTokenizer } from '../../server/adapters/inference/tokenizer.ts'
import { keywordCorpus, seededNumbers } from './keyword-corpus.ts'

const SEED = 20261121
const ROWS_PER_CLUSTER = 1000

/** Vectors of unit length that can be made again and again, one after the other. */
export interface VectorData {
  readonly dimensions: number
  readonly count: number
  readonly queries: readonly Float32Array[]
  rows(): Iterable<Float32Array>
}

export interface ClusterShape {
  readonly count: number
  readonly dimensions: number
  readonly queryCount: number
}

/**
 * Clusters of about a thousand around centers that share a direction, as the vectors of text encoders do. Within a cluster the
 * noise has all directions, so that neighbours differ little: harder for short codes than vectors of texts.
 */
export function clusteredData({ count, dimensions, queryCount }: ClusterShape): VectorData {
  const fixed = normalNumbers(SEED + dimensions)
  const common = Float32Array.from({ length: dimensions }, fixed)
  const centers = Array.from({ length: Math.ceil(count / ROWS_PER_CLUSTER) }, () =>
    common.map((value) => value + fixed()),
  )
  const rowOf = (choose: () => number, normal: () => number): Float32Array => {
    const center = centers[Math.floor(choose() * centers.length)] ?? common
    return unit(center.map((value) => value + 0.7 * normal()))
  }
  const made = function* (seed: number, howMany: number): Generator<Float32Array> {
    const choose = seededNumbers(seed)
    const normal = normalNumbers(seed + 1)
    for (let at = 0; at < howMany; at++) yield rowOf(choose, normal)
  }
  return { dimensions, count, queries: [...made(SEED + 9, queryCount)], rows: () => made(SEED + 20, count) }
}

/** Close enough to a normal distribution: the sum of four even ones. */
function normalNumbers(seed: number): () => number {
  const even = seededNumbers(seed)
  return () => (even() + even() + even() + even() - 2) * 1.732
}

function unit(vector: Float32Array): Float32Array {
  let squares = 0
  for (const value of vector) squares += value * value
  const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
  return vector.map((value) => value * scale)
}

/** Sentences of the labelled sets in their own order, each once, and questions about them. */
async function sentences(
  dataFolder: string,
  count: number,
): Promise<{ texts: string[]; questions: readonly string[] }> {
  const { chunks, originalCount, questions } = await keywordCorpus(dataFolder, 20_000)
  const all = chunks.slice(0, originalCount).flatMap((chunk) => chunk.split(/(?<=[.!?]) /))
  return { texts: [...new Set(all.filter(({ length }) => length > 40))].slice(0, count), questions }
}

/** Vectors of real sentences and questions by the static embedder potion-base-2M: means of token vectors, 64 dimensions. */
export async function embeddedSentences(dataFolder: string, modelsFolder: string, count: number): Promise<VectorData> {
  const folder = join(modelsFolder, 'potion-base-2M-int8')
  const tokenizer = await loadTokenizer(folder)
  const file = await openSafetensors(join(folder, 'model.safetensors'))
  const table = new Float32Array((await file.read('embeddings')).buffer)
  await file.close()
  return await textData(dataFolder, count, {
    dimensions: 64,
    tokensOf: tokenizer.encodeBare,
    vectorOf: (token) => table.subarray(token * 64, token * 64 + 64),
  })
}

/**
 * Vectors of the same sentences as random projections of their weighted words: what a longer encoder would give is not to be had
 * here, but which sentences are close to which, and how unevenly, is that of real text.
 */
export async function projectedSentences(
  dataFolder: string,
  modelsFolder: string,
  { count, dimensions }: { readonly count: number; readonly dimensions: number },
): Promise<VectorData> {
  const tokenizer = await loadTokenizer(join(modelsFolder, 'potion-base-2M-int8'))
  const vectors = new Map<number, Float32Array>()
  const vectorOf = (token: number): Float32Array => {
    const known = vectors.get(token)
    if (known !== undefined) return known
    const made = Float32Array.from({ length: dimensions }, normalNumbers(SEED + token))
    vectors.set(token, made)
    return made
  }
  return await textData(dataFolder, count, { dimensions, tokensOf: tokenizer.encodeBare, vectorOf })
}

interface TokenModel {
  readonly dimensions: number
  readonly tokensOf: (text: string) => readonly number[]
  readonly vectorOf: (token: number) => Float32Array
}

async function textData(dataFolder: string, count: number, model: TokenModel): Promise<VectorData> {
  const { dimensions, tokensOf, vectorOf } = model
  const { texts, questions } = await sentences(dataFolder, count)
  const tokens = texts.map(tokensOf)
  const frequency = new Map<number, number>()
  for (const one of tokens) for (const token of new Set(one)) frequency.set(token, (frequency.get(token) ?? 0) + 1)
  const isProjected = dimensions !== 64
  const vectorOfTokens = (list: readonly number[]): Float32Array => {
    const sum = new Float32Array(dimensions)
    for (const token of isProjected ? new Set(list) : list) {
      const weight = isProjected ? Math.log(1 + texts.length / (1 + (frequency.get(token) ?? 0))) : 1
      for (const [at, value] of vectorOf(token).entries()) sum[at] = (sum[at] ?? 0) + weight * value
    }
    return unit(sum)
  }
  const vectors = tokens.map(vectorOfTokens)
  const queries = questions.map((question) => vectorOfTokens(tokensOf(question)))
  return { dimensions, count: vectors.length, queries, rows: () => vectors }
}
