import { DATA_TYPE } from '../onnx-file/onnx-schema.ts'
import type { GraphProto, NodeProto, TensorProto, ValueInfoProto } from '../onnx-file/onnx-schema.ts'
import { floatTensor, int64Tensor, node } from '../onnx-file/onnx-nodes.ts'
import type { AttributeValue } from '../onnx-file/onnx-nodes.ts'
import { biasWeights, gainWeights, matrixWeights, shiftWeights } from './random-transformer-weights.ts'
import type { WeightFill } from './random-transformer-weights.ts'
import type { TransformerShape } from './random-transformer-shape.ts'

/** A weight whose values are made while it is written. */
export interface WeightTensor {
  readonly name: string
  readonly dims: readonly number[]
  readonly produce: WeightFill
}

export interface RandomGraph {
  readonly graph: GraphProto
  readonly weights: readonly WeightTensor[]
}

const MASKED = -10_000
const OUTLIER = 2.5

/** Collects operations and weights in the form in which PyTorch exports a BERT or XLM-RoBERTa: plain operators only. */
class GraphBuilder {
  readonly nodes: NodeProto[] = []
  readonly constants: TensorProto[] = []
  readonly weights: WeightTensor[] = []
  readonly #table: Float32Array
  #seed: number

  constructor(seed: number, table: Float32Array) {
    this.#seed = seed
    this.#table = table
  }

  /** Adds an operation named after its place; its one output has that name. */
  op(
    place: string,
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): string {
    const output = `${place}_output_0`
    this.nodes.push(node({ op, name: place, inputs, outputs: [output], attributes }))
    return output
  }

  scalar(name: string, value: number): string {
    this.constants.push(floatTensor(name, [value]))
    return name
  }

  integers(name: string, values: readonly number[], dims?: readonly number[]): string {
    this.constants.push(int64Tensor(name, values, dims))
    return name
  }

  weight(name: string, dims: readonly number[], make: (seed: number) => WeightFill): string {
    this.#seed += 1
    this.weights.push({ name, dims, produce: make(this.#seed) })
    return name
  }

  matrix(
    name: string,
    [rows, columns]: readonly [number, number],
    deviation: number,
    outputs: 'rows' | 'columns',
  ): string {
    return this.weight(name, [rows, columns], (seed) =>
      matrixWeights({ rows, columns, deviation, outputs, seed }, this.#table),
    )
  }

  /** x·W + b as exported: MatMul, then Add with the bias first. */
  linear(place: string, input: string, [from, to]: readonly [number, number], deviation: number): string {
    const weight = this.matrix(`${place}/MatMul_weight`, [from, to], deviation, 'columns')
    const bias = this.weight(`${place}.bias`, [to], (seed) => biasWeights(seed, 0, 0.05))
    return this.op(`${place}/Add`, 'Add', [bias, this.op(`${place}/MatMul`, 'MatMul', [input, weight])])
  }

  /** LayerNorm in its parts, as exports before opset 17 have it. */
  layerNorm(place: string, input: string, hidden: number): string {
    const gain = this.weight(`${place}.weight`, [hidden], gainWeights)
    const shift = this.weight(`${place}.bias`, [hidden], (seed) => shiftWeights(seed, OUTLIER))
    const last: Readonly<Record<string, AttributeValue>> = { axes: { ints: [-1] }, keepdims: { int: 1 } }
    const centred = this.op(`${place}/Sub`, 'Sub', [input, this.op(`${place}/ReduceMean`, 'ReduceMean', [input], last)])
    const squared = this.op(`${place}/Pow`, 'Pow', [centred, this.scalar(`${place}/two`, 2)])
    const variance = this.op(`${place}/ReduceMean_1`, 'ReduceMean', [squared], last)
    const shifted = this.op(`${place}/Add`, 'Add', [variance, this.scalar(`${place}/epsilon`, 1e-12)])
    const normed = this.op(`${place}/Div`, 'Div', [centred, this.op(`${place}/Sqrt`, 'Sqrt', [shifted])])
    return this.op(`${place}/Add_1`, 'Add', [this.op(`${place}/Mul`, 'Mul', [normed, gain]), shift])
  }

  /** The exact GELU: x · (1 + erf(x / √2)) · ½. */
  gelu(place: string, input: string): string {
    const scaled = this.op(`${place}/Div`, 'Div', [input, this.scalar(`${place}/sqrt2`, Math.SQRT2)])
    const erf = this.op(`${place}/Erf`, 'Erf', [scaled])
    const one = this.op(`${place}/Add`, 'Add', [erf, this.scalar(`${place}/one`, 1)])
    return this.op(`${place}/Mul_1`, 'Mul', [
      this.op(`${place}/Mul`, 'Mul', [input, one]),
      this.scalar(`${place}/half`, 0.5),
    ])
  }
}

function embeddings(b: GraphBuilder, shape: TransformerShape): string {
  const { hidden } = shape
  const table = (name: string, rows: number, deviation: number): string =>
    b.matrix(`embeddings.${name}.weight`, [rows, hidden], deviation, 'rows')
  const words = b.op('/embeddings/Gather', 'Gather', [table('word_embeddings', shape.vocabulary, 0.05), 'input_ids'])
  const positionTable = table('position_embeddings', shape.positions, 0.02)
  const typeTable = table('token_type_embeddings', shape.tokenTypes, 0.01)
  const place = positionIds(b, shape)
  const positions = b.op('/embeddings/Gather_1', 'Gather', [positionTable, place])
  const types = b.op('/embeddings/Gather_2', 'Gather', [
    typeTable,
    shape.tokenTypes > 1
      ? 'token_type_ids'
      : b.op('/embeddings/types', 'Mul', ['input_ids', b.integers('zero', [0], [])]),
  ])
  const sum = b.op('/embeddings/Add_1', 'Add', [b.op('/embeddings/Add', 'Add', [words, types]), positions])
  return b.layerNorm('/embeddings/LayerNorm', sum, hidden)
}

/** BERT counts from 0; RoBERTa counts the tokens that are not padding, from 2 (padding_idx + 1). */
function positionIds(b: GraphBuilder, shape: TransformerShape): string {
  const one = b.integers('axis_one', [1], [])
  const counted = b.op('/embeddings/CumSum', 'CumSum', ['attention_mask', one])
  const masked = b.op('/embeddings/counted', 'Mul', [counted, 'attention_mask'])
  const first = b.integers('first_position', [shape.firstPosition - 1], [])
  const ids = b.op('/embeddings/positions', 'Add', [masked, first])
  return b.op('/embeddings/positions_from_zero', 'Max', [ids, b.integers('no_position', [0], [])])
}

function attention(b: GraphBuilder, place: string, input: string, shape: TransformerShape): string {
  const { hidden, heads } = shape
  const size = hidden / heads
  const split = b.integers(`${place}/split`, [0, 0, heads, size])
  const part = (name: string, deviation: number, perm: readonly number[]): string => {
    const all = b.linear(`${place}/self/${name}`, input, [hidden, hidden], deviation / Math.sqrt(hidden))
    const heads4 = b.op(`${place}/self/${name}/Reshape`, 'Reshape', [all, split])
    return b.op(`${place}/self/${name}/Transpose`, 'Transpose', [heads4], { perm: { ints: perm } })
  }
  const query = part('query', 2, [0, 2, 1, 3])
  const key = part('key', 2, [0, 2, 3, 1])
  const value = part('value', 0.7, [0, 2, 1, 3])
  const product = b.op(`${place}/self/MatMul`, 'MatMul', [query, key])
  const scaled = b.op(`${place}/self/Div`, 'Div', [product, b.scalar(`${place}/scale`, Math.sqrt(size))])
  const masked = b.op(`${place}/self/Add`, 'Add', [scaled, 'attention_bias'])
  const weights = b.op(`${place}/self/Softmax`, 'Softmax', [masked], { axis: { int: -1 } })
  const mixed = b.op(`${place}/self/MatMul_1`, 'MatMul', [weights, value])
  const back = b.op(`${place}/self/Transpose`, 'Transpose', [mixed], { perm: { ints: [0, 2, 1, 3] } })
  const joined = b.op(`${place}/self/Reshape`, 'Reshape', [back, b.integers(`${place}/join`, [0, 0, hidden])])
  const dense = b.linear(`${place}/output/dense`, joined, [hidden, hidden], 0.7 / Math.sqrt(hidden))
  const residual = b.op(`${place}/output/Add`, 'Add', [dense, input])
  return b.layerNorm(`${place}/output/LayerNorm`, residual, hidden)
}

function feedForward(b: GraphBuilder, place: string, input: string, shape: TransformerShape): string {
  const { hidden, intermediate } = shape
  const wide = b.linear(`${place}/intermediate/dense`, input, [hidden, intermediate], 1 / Math.sqrt(hidden))
  const active = b.gelu(`${place}/intermediate`, wide)
  const narrow = b.linear(`${place}/output/dense`, active, [intermediate, hidden], 0.8 / Math.sqrt(intermediate))
  const residual = b.op(`${place}/output/Add`, 'Add', [narrow, input])
  return b.layerNorm(`${place}/output/LayerNorm`, residual, hidden)
}

function attentionBias(b: GraphBuilder): void {
  const mask4 = b.op('/Unsqueeze', 'Unsqueeze', ['attention_mask', b.integers('mask_axes', [1, 2])])
  const real = b.op('/Cast', 'Cast', [mask4], { to: { int: DATA_TYPE.float } })
  const hidden = b.op('/Sub', 'Sub', [b.scalar('mask_one', 1), real])
  b.nodes.push(
    node({ op: 'Mul', name: '/Mul', inputs: [hidden, b.scalar('mask_value', MASKED)], outputs: ['attention_bias'] }),
  )
}

/** Score of the pair, from the first token: dense, tanh, one output, as Gemm with transposed weights. */
function scoreHead(b: GraphBuilder, states: string, hidden: number): void {
  const first = b.op('/pooler/Gather', 'Gather', [states, b.integers('first_token', [0], [])], { axis: { int: 1 } })
  const gemm = (place: string, input: string, to: number): string =>
    b.op(
      place,
      'Gemm',
      [
        input,
        b.matrix(`${place}.weight`, [to, hidden], 1 / Math.sqrt(hidden), 'rows'),
        b.weight(`${place}.bias`, [to], (seed) => biasWeights(seed, 0, 0.05)),
      ],
      { transB: { int: 1 } },
    )
  const pooled = b.op('/pooler/Tanh', 'Tanh', [gemm('/pooler/dense/Gemm', first, hidden)])
  b.nodes.push(
    node({ op: 'Identity', name: '/logits', inputs: [gemm('/classifier/Gemm', pooled, 1)], outputs: ['logits'] }),
  )
}

const valueInfo = (name: string, elemType: number, dims: readonly (number | string)[]): ValueInfoProto => ({
  name,
  type: {
    tensorType: {
      elemType,
      shape: { dim: dims.map((dim) => (typeof dim === 'number' ? { dimValue: dim } : { dimParam: dim })) },
    },
  },
})

/** The graph of an encoder of that shape. @param table draws of the weights' distribution */
export function buildRandomGraph(shape: TransformerShape, seed: number, table: Float32Array): RandomGraph {
  const b = new GraphBuilder(seed * 1_000_003, table)
  attentionBias(b)
  let states = embeddings(b, shape)
  for (let layer = 0; layer < shape.layers; layer++) {
    states = attention(b, `/encoder/layer.${layer}/attention`, states, shape)
    states = feedForward(b, `/encoder/layer.${layer}`, states, shape)
  }
  if (shape.task === 'rerank') scoreHead(b, states, shape.hidden)
  else b.nodes.push(node({ op: 'Identity', name: '/states', inputs: [states], outputs: ['last_hidden_state'] }))
  const inputs = ['input_ids', 'attention_mask', ...(shape.tokenTypes > 1 ? ['token_type_ids'] : [])]
  return {
    graph: {
      name: 'main_graph',
      node: b.nodes,
      initializer: b.constants,
      input: inputs.map((name) => valueInfo(name, DATA_TYPE.int64, ['batch_size', 'sequence_length'])),
      output: [
        shape.task === 'rerank'
          ? valueInfo('logits', DATA_TYPE.float, ['batch_size', 1])
          : valueInfo('last_hidden_state', DATA_TYPE.float, ['batch_size', 'sequence_length', shape.hidden]),
      ],
    },
    weights: b.weights,
  }
}
