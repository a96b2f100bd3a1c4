import { ATTRIBUTE_TYPE, DATA_TYPE } from './onnx-schema.ts'
import type { AttributeProto, GraphProto, NodeProto, TensorProto } from './onnx-schema.ts'

export type AttributeValue =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly graph: GraphProto }

function attribute(name: string, value: AttributeValue): AttributeProto {
  if ('int' in value) return { name, type: ATTRIBUTE_TYPE.int, i: value.int }
  if ('ints' in value) return { name, type: ATTRIBUTE_TYPE.ints, ints: [...value.ints] }
  if ('float' in value) return { name, type: ATTRIBUTE_TYPE.float, f: value.float }
  if ('graph' in value) return { name, type: ATTRIBUTE_TYPE.graph, g: value.graph }
  return { name, type: ATTRIBUTE_TYPE.string, s: new TextEncoder().encode(value.string) }
}

export interface NodeParts {
  readonly op: string
  readonly name: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes?: Readonly<Record<string, AttributeValue>>
  /** Empty for the standard operators. */
  readonly domain?: string
}

/** One operation of a graph. */
export function node({ op, name, inputs, outputs, attributes = {}, domain }: NodeParts): NodeProto {
  return {
    input: [...inputs],
    output: [...outputs],
    name,
    opType: op,
    attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
    ...(domain !== undefined && { domain }),
  }
}

const asBytes = (view: ArrayBufferView): Uint8Array => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)

/** A small constant of 32 bit floats; no dimensions make it a scalar. */
export const floatTensor = (name: string, values: readonly number[], dims: readonly number[] = []): TensorProto => ({
  name,
  dims: [...dims],
  dataType: DATA_TYPE.float,
  rawData: asBytes(Float32Array.from(values)),
})

/** A small constant list of 64 bit integers, such as a shape; no dimensions make it a scalar. */
export const int64Tensor = (
  name: string,
  values: readonly number[],
  dims: readonly number[] = [values.length],
): TensorProto => ({
  name,
  dims: [...dims],
  dataType: DATA_TYPE.int64,
  rawData: asBytes(BigInt64Array.from(values.map(BigInt))),
})
