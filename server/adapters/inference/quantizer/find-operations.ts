import { toNumber, DATA_TYPE } from '../onnx-file/onnx-schema.ts'
import type { NodeProto, TensorProto } from '../onnx-file/onnx-schema.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import { contentBytes } from '../onnx-file/read-onnx-model.ts'
import { bytesContent } from '../onnx-file/tensor-content.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'

/** An operation whose constant matrix can be stored in fewer bits. */
export interface Operation {
  readonly kind: 'MatMul' | 'Gemm' | 'Gather'
  readonly node: NodeProto
  readonly name: string
  readonly weight: TensorProto
  readonly content: TensorContent
  /** As stored; of a Gather the first is the vocabulary. */
  readonly rows: number
  readonly columns: number
}

export interface KeptOperation {
  readonly name: string
  readonly operation: string
  readonly reason: string
}

export interface FoundOperations {
  readonly operations: readonly Operation[]
  readonly kept: readonly KeptOperation[]
}

/** Below this many numbers a matrix is not worth the steps that quantizing takes. */
const SMALL_ELEMENTS = 4096

const intAttribute = (node: NodeProto, name: string, otherwise: number): number =>
  toNumber(node.attribute?.find((attribute) => attribute.name === name)?.i ?? otherwise)
const floatAttribute = (node: NodeProto, name: string): number =>
  node.attribute?.find((attribute) => attribute.name === name)?.f ?? 1

/** Whether `Gemm` is x·W + c or x·Wᵀ + c. */
export const isTransposed = (node: NodeProto): boolean => intAttribute(node, 'transB', 0) === 1

/** Place of the constant matrix among the inputs of the operations that are looked at. */
const WEIGHT_INPUT: Readonly<Record<string, number>> = { MatMul: 1, Gemm: 1, Gather: 0 }

function refusal(node: NodeProto, weight: TensorProto): string | null {
  if (weight.dataType !== DATA_TYPE.float) return 'its weights are not 32 bit floating point numbers'
  if (weight.dims.length !== 2) return `its weights have ${weight.dims.length} dimensions`
  if (weight.dims.reduce<number>((count, dim) => count * toNumber(dim), 1) < SMALL_ELEMENTS) return 'it is small'
  if (node.opType === 'Gather' && intAttribute(node, 'axis', 0) !== 0) return 'it does not select rows'
  if (node.opType === 'Gemm') {
    const plain = intAttribute(node, 'transA', 0) === 0 && floatAttribute(node, 'alpha') === 1
    if (!plain || floatAttribute(node, 'beta') !== 1) return 'it scales or transposes its input'
  }
  return null
}

/** All operations of the main graph with a constant matrix, in the order of the graph. */
export function findOperations(model: OnnxModel): FoundOperations {
  const constants = new Map(model.proto.graph.initializer.map((tensor) => [tensor.name ?? '', tensor]))
  const operations: Operation[] = []
  const kept: KeptOperation[] = []
  for (const [index, node] of model.proto.graph.node.entries()) {
    const place = (node.domain ?? '') === '' ? WEIGHT_INPUT[node.opType] : undefined
    const weight = place === undefined ? undefined : constants.get(node.input[place] ?? '')
    if (weight === undefined || weight.dims.length < 2) continue
    const name = (node.name ?? '') === '' ? `${node.opType}_${index}` : (node.name ?? '')
    const reason = refusal(node, weight)
    if (reason !== null) {
      kept.push({ name, operation: node.opType, reason })
      continue
    }
    const [rows = 0, columns = 0] = weight.dims.map(toNumber)
    const content = model.contents.get(weight) ?? bytesContent(inlineBytes(weight))
    operations.push({ kind: node.opType as Operation['kind'], node, name, weight, content, rows, columns })
  }
  return { operations, kept }
}

function inlineBytes(weight: TensorProto): Uint8Array {
  if (weight.rawData !== undefined && weight.rawData.length === contentBytes(weight)) return weight.rawData
  return new Uint8Array(Float32Array.from(weight.floatData ?? []).buffer)
}
