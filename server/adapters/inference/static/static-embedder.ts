import { LearnPathError } from '@learnpath/contracts'
import { normalizeVector } from '../pooling.ts'
import { openSafetensors } from '../safetensors.ts'
import type { SafetensorsFile } from '../safetensors.ts'
import { loadTokenizer } from '../tokenizer.ts'
import { openTokenTable, readNumbers } from './token-table.ts'
import type { TokenTable } from './token-table.ts'

/** Names that Model2Vec and sentence-transformers give to the table. */
const TABLE_NAMES = ['embeddings', 'embedding.weight']

/** A model that has one vector per token and needs no computing but their mean. */
export interface StaticEmbedder {
  readonly dimensions: number
  /** Token numbers of a text as the model reads them: no special tokens, unknown ones dropped, cut at the end. */
  tokens(text: string): readonly number[]
  count(text: string): number
  /** Weighted mean of the tokens' vectors, of unit length; the first axis when it has no direction, as without known tokens. */
  embed(tokens: readonly number[]): Float32Array
  close(): void
}

export interface StaticEmbedderFiles {
  /** Absolute: model.safetensors. */
  readonly weightsFile: string
  /** Absolute: holds tokenizer.json. */
  readonly tokenizerFolder: string
  readonly maximumTokens: number
}

/**
 * Reads a Model2Vec model (github.com/MinishLab/model2vec): a table of vectors, optionally per token a weight and a row of the
 * table (models with a quantized vocabulary), and per row a scale where rows are 8 bit numbers.
 * @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE
 */
export async function loadStaticEmbedder(files: StaticEmbedderFiles): Promise<StaticEmbedder> {
  const tokenizer = await loadTokenizer(files.tokenizerFolder)
  const safetensors = await openSafetensors(files.weightsFile)
  try {
    const name = TABLE_NAMES.find((candidate) => safetensors.tensors.has(candidate)) ?? 'embeddings'
    const table = await openTokenTable(files.weightsFile, safetensors, name)
    const scales = await readColumn(safetensors, 'scales')
    const weights = await readColumn(safetensors, 'weights')
    const mapping = await readMapping(safetensors)
    const isKnown = (id: number): boolean => id !== tokenizer.unknownId
    return {
      dimensions: table.dimensions,
      tokens: (text) => tokenizer.encodeBare(text, files.maximumTokens).filter(isKnown),
      count: (text) => tokenizer.encodeBare(text).filter(isKnown).length,
      embed: (tokens) => meanOf(tokens, { table, scales, weights, mapping }),
      close: () => table.close(),
    }
  } finally {
    await safetensors.close()
  }
}

interface StaticWeights {
  readonly table: TokenTable
  readonly scales: Float32Array | null
  readonly weights: Float32Array | null
  readonly mapping: ArrayLike<number> | null
}

function meanOf(tokens: readonly number[], { table, scales, weights, mapping }: StaticWeights): Float32Array {
  const sums = new Float64Array(table.dimensions)
  for (const token of tokens) {
    const index = mapping === null ? token : (mapping[token] ?? -1)
    if (index < 0 || index >= table.rows) {
      throw new LearnPathError('LP_INFERENCE_FAILED', { detail: `token ${token} has no vector` })
    }
    const factor = (scales?.[index] ?? 1) * (weights?.[token] ?? 1)
    const row = table.row(index)
    for (let dimension = 0; dimension < sums.length; dimension++) {
      sums[dimension] = (sums[dimension] ?? 0) + (row[dimension] ?? 0) * factor
    }
  }
  const count = Math.max(1, tokens.length)
  const vector = normalizeVector(Float32Array.from(sums, (sum) => sum / count))
  // Who compares vectors divides by their length, so that even a text that means nothing needs one.
  if (vector.every((value) => value === 0)) vector[0] = 1
  return vector
}

async function readColumn(safetensors: SafetensorsFile, name: string): Promise<Float32Array | null> {
  const entry = safetensors.tensors.get(name)
  return entry === undefined ? null : readNumbers(entry.type, await safetensors.read(name))
}

/** Row of the table for each token. */
async function readMapping(safetensors: SafetensorsFile): Promise<ArrayLike<number> | null> {
  const entry = safetensors.tensors.get('mapping')
  if (entry === undefined) return null
  const { buffer } = await safetensors.read('mapping')
  if (entry.type === 'I32') return new Int32Array(buffer)
  if (entry.type === 'I64') return Float64Array.from(new BigInt64Array(buffer), Number)
  throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `its mapping of tokens is of kind ${entry.type}` })
}
