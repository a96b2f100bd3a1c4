import { toNumber } from '../onnx-file/onnx-schema.ts'
import type { GraphProto, NodeProto, TensorProto } from '../onnx-file/onnx-schema.ts'

/** A graph looked at from its results: what computes a value, and which values are small constants. */
export interface GraphView {
  /** The operation of the standard set that computes the value, if it is of that kind. */
  producer(name: string, opType: string): NodeProto | null
  /** A constant of few integers. */
  integers(name: string): readonly number[] | null
  /** A constant of one 32 bit float. */
  scalar(name: string): number | null
  /** Dimensions of a constant. */
  dimensions(name: string): readonly number[] | null
}

export function viewGraph(graph: GraphProto): GraphView {
  const producers = new Map(graph.node.flatMap((node) => node.output.map((name) => [name, node] as const)))
  const initializers = new Map(graph.initializer.map((tensor) => [tensor.name ?? '', tensor]))
  const constant = (name: string): TensorProto | null =>
    initializers.get(name) ?? standard(producers.get(name), 'Constant')?.attribute?.find(({ t }) => t)?.t ?? null
  return {
    producer: (name, opType) => standard(producers.get(name), opType),
    integers(name) {
      const tensor = constant(name)
      return tensor === null ? null : integersOf(tensor)
    },
    scalar(name) {
      const tensor = constant(name)
      return tensor === null ? null : scalarOf(tensor)
    },
    dimensions: (name) => constant(name)?.dims.map(toNumber) ?? null,
  }
}

const standard = (node: NodeProto | undefined, opType: string): NodeProto | null =>
  node?.opType === opType && (node.domain ?? '') === '' ? node : null

const INT64 = 7
const FLOAT = 1
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function integersOf({ dataType, rawData, int64Data }: TensorProto): readonly number[] | null {
  if (dataType !== INT64) return null
  if (rawData === undefined || rawData.length === 0) return (int64Data ?? []).map(toNumber)
  const view = viewOf(rawData)
  return Array.from({ length: rawData.length / 8 }, (_, index) => Number(view.getBigInt64(index * 8, true)))
}

function scalarOf({ dataType, dims, rawData, floatData }: TensorProto): number | null {
  if (dataType !== FLOAT || dims.some((dim) => toNumber(dim) !== 1)) return null
  if (rawData === undefined || rawData.length === 0) return floatData?.[0] ?? null
  return viewOf(rawData).getFloat32(0, true)
}
