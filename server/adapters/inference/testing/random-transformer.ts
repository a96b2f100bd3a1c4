import { createHash } from 'node:crypto'
import { copyFile, mkdir, open, readFile, stat, writeFile } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ModelManifest } from '@learnpath/contracts'
import { DATA_TYPE, encodeGraph, encodeModelWithoutGraph, encodeTensor } from '../onnx-file/onnx-schema.ts'
import { buildRandomGraph } from './random-transformer-graph.ts'
import type { WeightTensor } from './random-transformer-graph.ts'
import type { TransformerShape } from './random-transformer-shape.ts'
import { tailTable } from './random-transformer-weights.ts'

export type { TransformerShape }

const BERT = { vocabulary: 30_522, positions: 512, firstPosition: 0, tokenTypes: 2, task: 'embed' } as const

/** all-MiniLM-L6-v2: 22.7 million parameters, 90 MB. */
export const MINILM_L6: TransformerShape = { ...BERT, layers: 6, hidden: 384, heads: 12, intermediate: 1536 }
/** bert-base, e5-base-v2: 109 million parameters, 436 MB. */
export const BERT_BASE: TransformerShape = { ...BERT, layers: 12, hidden: 768, heads: 12, intermediate: 3072 }
/** xlm-roberta-base, bge-reranker-base, multilingual-e5-base: 278 million parameters, 1.1 GB. */
export const XLM_R_BASE: TransformerShape = {
  ...BERT_BASE,
  vocabulary: 250_002,
  positions: 514,
  firstPosition: 2,
  tokenTypes: 1,
  task: 'rerank',
}
/** For tests: 1.1 million parameters, nearly all of them in the vocabulary of a real tokenizer. */
export const TINY: TransformerShape = { ...BERT, layers: 2, hidden: 32, heads: 4, intermediate: 64 }

const PIECE = 1 << 20
const DISTRIBUTION_SEED = 20_230_601
const OPSET = 17
const IR_VERSION = 8

const MODELS_FOLDER = resolve(
  fileURLToPath(new URL('../../../..', import.meta.url)),
  process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models',
)
/** Its tokenizer.json is a real one with the vocabulary of the shapes above. */
export const TOKENIZER_FILE = join(MODELS_FOLDER, 'tokenizers/all-MiniLM-L6-v2/tokenizer.json')

/**
 * Writes a model folder of true architecture with random weights of realistic distribution: onnx/model.onnx (fp32, everything in
 * one file, as hubs have it), tokenizer.json, config.json and the manifest learnpath-model.json. Equal arguments give equal bytes.
 */
export async function writeRandomTransformer(
  folder: string,
  shape: TransformerShape,
  seed: number,
): Promise<ModelManifest> {
  await mkdir(join(folder, 'onnx'), { recursive: true })
  const weights = await writeModel(join(folder, 'onnx/model.onnx'), shape, seed)
  await copyFile(TOKENIZER_FILE, join(folder, 'tokenizer.json'))
  await writeFile(join(folder, 'config.json'), `${JSON.stringify(configOf(shape), null, 2)}\n`)
  const manifest: ModelManifest = {
    id: `random-${shape.layers}x${shape.hidden}-${shape.task}-${seed}`,
    title: `Random weights, ${shape.layers} layers of ${shape.hidden}`,
    repository: null,
    revision: `seed-${seed}`,
    license: 'Apache-2.0',
    task: shape.task,
    runtime: 'onnx',
    dimensions: shape.task === 'embed' ? shape.hidden : null,
    pooling: shape.task === 'embed' ? 'mean' : 'none',
    normalize: shape.task === 'embed',
    instructions: { query: '', passage: '' },
    maximumTokens: 512,
    languages: ['en'],
    parameters: weights.parameters,
    recommendedUse: 'Tests and measurements; its vectors mean nothing.',
    files: [
      { path: 'onnx/model.onnx', role: 'weights', sizeBytes: weights.sizeBytes, sha256: weights.sha256 },
      await describeFile(folder, 'tokenizer.json', 'tokenizer'),
      await describeFile(folder, 'config.json', 'config'),
    ],
  }
  await writeFile(join(folder, 'learnpath-model.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

function configOf(shape: TransformerShape): Readonly<Record<string, unknown>> {
  return {
    architectures: [shape.task === 'rerank' ? 'BertForSequenceClassification' : 'BertModel'],
    model_type: shape.tokenTypes > 1 ? 'bert' : 'xlm-roberta',
    hidden_act: 'gelu',
    hidden_size: shape.hidden,
    intermediate_size: shape.intermediate,
    layer_norm_eps: 1e-12,
    max_position_embeddings: shape.positions,
    num_attention_heads: shape.heads,
    num_hidden_layers: shape.layers,
    type_vocab_size: shape.tokenTypes,
    vocab_size: shape.vocabulary,
  }
}

async function describeFile(
  folder: string,
  path: string,
  role: ModelManifest['files'][number]['role'],
): Promise<ModelManifest['files'][number]> {
  const bytes = await readFile(join(folder, path))
  const { size } = await stat(join(folder, path))
  return { path, role, sizeBytes: size, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Tag of a length-delimited field and the length. */
function lengthPrefix(field: number, length: number): Uint8Array {
  const bytes = [(field << 3) | 2]
  let rest = length
  while (rest > 0x7f) {
    bytes.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

interface WrittenModel {
  readonly parameters: number
  readonly sizeBytes: number
  readonly sha256: string
}

class HashedFile {
  sizeBytes = 0
  readonly #hash = createHash('sha256')
  readonly #file: FileHandle

  constructor(file: FileHandle) {
    this.#file = file
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#hash.update(bytes)
    this.sizeBytes += bytes.byteLength
    await this.#file.write(bytes)
  }

  sha256(): string {
    return this.#hash.digest('hex')
  }
}

const elements = (tensor: WeightTensor): number => tensor.dims.reduce((product, dim) => product * dim, 1)

async function writeModel(path: string, shape: TransformerShape, seed: number): Promise<WrittenModel> {
  const { graph, weights } = buildRandomGraph(shape, seed, tailTable(DISTRIBUTION_SEED))
  const head = encodeGraph(graph)
  const tensors = weights.map((tensor) => {
    const dataLength = elements(tensor) * 4
    const fields = encodeTensor({ name: tensor.name, dims: [...tensor.dims], dataType: DATA_TYPE.float })
    const raw = lengthPrefix(9, dataLength)
    const length = fields.length + raw.length + dataLength
    return { tensor, start: Buffer.concat([lengthPrefix(5, length), fields, raw]), dataLength }
  })
  const graphLength = tensors.reduce((sum, { start, dataLength }) => sum + start.length + dataLength, head.length)
  const file = await open(path, 'w')
  try {
    const out = new HashedFile(file)
    await out.write(
      encodeModelWithoutGraph({
        irVersion: IR_VERSION,
        producerName: 'learnpath-random-transformer',
        opsetImport: [{ domain: '', version: OPSET }],
      }),
    )
    await out.write(lengthPrefix(7, graphLength))
    await out.write(head)
    for (const { tensor, start } of tensors) {
      await out.write(start)
      for (let at = 0; at < elements(tensor); at += PIECE) {
        const piece = new Float32Array(Math.min(PIECE, elements(tensor) - at))
        tensor.produce(piece, at)
        await out.write(new Uint8Array(piece.buffer))
      }
    }
    const parameters = weights.reduce((sum, tensor) => sum + elements(tensor), 0)
    return { parameters, sizeBytes: out.sizeBytes, sha256: out.sha256() }
  } finally {
    await file.close()
  }
}
