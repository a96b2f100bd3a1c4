import { node } from '../onnx-file/onnx-nodes.ts'
import { copyWith, DATA_TYPE, toNumber } from '../onnx-file/onnx-schema.ts'
import type { AttributeProto, GraphProto, NodeProto, TensorProto } from '../onnx-file/onnx-schema.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'
import { unusable } from '../onnx-file/unusable.ts'
import { floatRows } from './int8-rows.ts'
import { encodeHalfConstants } from './half-constants.ts'

const PIECE_FLOATS = 1024
const SUFFIX = '_float16'

/**
 * The model in 16 bit floats: weights, constants and what flows between operations; inputs and outputs keep their types. A processor
 * without such operations is served by ONNX Runtime, which computes them in 32 bits. @throws LP_MODEL_UNUSABLE for models with branches
 */
export function float16Model(model: OnnxModel): { readonly model: OnnxModel; readonly tensors: number } {
  const { graph } = model.proto
  if (graph.node.some(({ attribute }) => attribute?.some(({ g, graphs }) => g || (graphs?.length ?? 0) > 0))) {
    throw unusable('models with branches or loops cannot be brought to 16 bit floats')
  }
  refuseFloatInputs(graph)
  const contents = new Map<TensorProto, TensorContent>()
  let tensors = 0
  const initializer = graph.initializer.map((tensor) => {
    const content = model.contents.get(tensor)
    if (tensor.dataType !== DATA_TYPE.float) {
      if (content) contents.set(tensor, content)
      return tensor
    }
    tensors++
    const half = content ? copyWith(tensor, { dataType: DATA_TYPE.float16 }) : halfTensor(tensor)
    if (content) contents.set(half, halfContent(content))
    return half
  })
  const ends = outputNames(graph)
  const nodes = graph.node.map((each) => halfNode(each, ends))
  const casts = [...ends].map(([name, inner]) =>
    node({
      op: 'Cast',
      name: `${name}/to_float`,
      inputs: [inner],
      outputs: [name],
      attributes: { to: { int: DATA_TYPE.float } },
    }),
  )
  const half = copyWith(graph, { initializer, node: [...nodes, ...casts], valueInfo: [] })
  return { model: { proto: copyWith(model.proto, { graph: half }), contents }, tensors }
}

const isFloat = ({ type }: GraphProto['input'][number]): boolean => type?.tensorType?.elemType === DATA_TYPE.float

/** Outputs that are floats, and how they are called before the cast. */
const outputNames = (graph: GraphProto): Map<string, string> =>
  new Map(graph.output.filter(isFloat).map(({ name }) => [name, `${name}${SUFFIX}`]))

function refuseFloatInputs(graph: GraphProto): void {
  const constants = new Set(graph.initializer.map(({ name }) => name))
  const float = graph.input.find((input) => isFloat(input) && !constants.has(input.name))
  if (float) throw unusable(`the model reads floats ("${float.name}"), not token numbers`)
}

function halfNode(original: NodeProto, ends: ReadonlyMap<string, string>): NodeProto {
  const rename = (name: string): string => ends.get(name) ?? name
  return copyWith(original, {
    input: original.input.map(rename),
    output: original.output.map(rename),
    attribute: (original.attribute ?? []).map((attribute) => halfAttribute(original, attribute)),
  })
}

function halfAttribute({ opType }: NodeProto, attribute: AttributeProto): AttributeProto {
  if (opType === 'Cast' && attribute.name === 'to' && toNumber(attribute.i ?? 0) === DATA_TYPE.float) {
    return copyWith(attribute, { i: DATA_TYPE.float16 })
  }
  if (attribute.t?.dataType === DATA_TYPE.float) return copyWith(attribute, { t: halfTensor(attribute.t) })
  return attribute
}

function halfTensor(tensor: TensorProto): TensorProto {
  const floats =
    tensor.rawData && tensor.rawData.length > 0
      ? new Float32Array(Uint8Array.from(tensor.rawData).buffer)
      : Float32Array.from(tensor.floatData ?? [])
  return {
    ...(tensor.name !== undefined && { name: tensor.name }),
    dims: tensor.dims,
    dataType: DATA_TYPE.float16,
    rawData: encodeHalfConstants(floats),
  }
}

const halfContent = (content: TensorContent): TensorContent => ({
  sizeBytes: content.sizeBytes / 2,
  async *pieces() {
    for await (const floats of floatRows(content, PIECE_FLOATS)) yield encodeHalfConstants(floats)
  },
})
