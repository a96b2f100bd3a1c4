import protobuf from 'protobufjs/light.js'
import type { INamespace, Type } from 'protobufjs/light.js'

/**
 * The part of the ONNX file format (onnx.proto of ONNX 1.17, IR version 10) that is read and changed here. Fields that are not named,
 * such as functions and sparse tensors, are carried through as the bytes they are.
 */

/** 64 bit integers arrive as Long objects; numbers are taken when writing. */
export type Int64 = number | { toNumber(): number }

export interface StringEntry {
  key: string
  value: string
}

export interface TensorProto {
  dims: Int64[]
  dataType: number
  name?: string
  floatData?: number[]
  int32Data?: number[]
  int64Data?: Int64[]
  doubleData?: number[]
  uint64Data?: Int64[]
  stringData?: Uint8Array[]
  rawData?: Uint8Array
  externalData?: StringEntry[]
  /** 1: the bytes are where `externalData` says. */
  dataLocation?: number
}

export interface AttributeProto {
  name: string
  /** One of ATTRIBUTE_TYPE. */
  type: number
  f?: number
  i?: Int64
  s?: Uint8Array
  t?: TensorProto
  g?: GraphProto
  floats?: number[]
  ints?: Int64[]
  strings?: Uint8Array[]
  tensors?: TensorProto[]
  graphs?: GraphProto[]
}

export interface NodeProto {
  input: string[]
  output: string[]
  name?: string
  opType: string
  domain?: string
  attribute?: AttributeProto[]
}

export interface DimensionProto {
  dimValue?: Int64
  dimParam?: string
}

export interface ValueInfoProto {
  name: string
  type?: { tensorType?: { elemType: number; shape?: { dim: DimensionProto[] } } }
}

export interface GraphProto {
  name?: string
  node: NodeProto[]
  initializer: TensorProto[]
  input: ValueInfoProto[]
  output: ValueInfoProto[]
  valueInfo?: ValueInfoProto[]
}

export interface ModelProto {
  irVersion: Int64
  producerName?: string
  producerVersion?: string
  opsetImport: { domain?: string; version: Int64 }[]
  graph: GraphProto
  metadataProps?: StringEntry[]
}

export const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, floats: 6, ints: 7 } as const

export const DATA_TYPE = {
  float: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  double: 11,
  uint4: 21,
  int4: 22,
} as const

/** Bits of one element, for the types whose tensors may lie outside the graph. */
export const BITS_OF_TYPE: Readonly<Record<number, number>> = {
  1: 32,
  2: 8,
  3: 8,
  4: 16,
  5: 16,
  6: 32,
  7: 64,
  9: 8,
  10: 16,
  11: 64,
  12: 32,
  13: 64,
  16: 16,
  21: 4,
  22: 4,
}

type FieldList = Readonly<Record<string, readonly [number, string, ('repeated' | 'packed')?]>>

const MESSAGES: Readonly<Record<string, FieldList>> = {
  StringEntry: { key: [1, 'string'], value: [2, 'string'] },
  TensorProto: {
    dims: [1, 'int64', 'repeated'],
    dataType: [2, 'int32'],
    floatData: [4, 'float', 'packed'],
    int32Data: [5, 'int32', 'packed'],
    stringData: [6, 'bytes', 'repeated'],
    int64Data: [7, 'int64', 'packed'],
    name: [8, 'string'],
    rawData: [9, 'bytes'],
    doubleData: [10, 'double', 'packed'],
    uint64Data: [11, 'uint64', 'packed'],
    externalData: [13, 'StringEntry', 'repeated'],
    dataLocation: [14, 'int32'],
  },
  AttributeProto: {
    name: [1, 'string'],
    f: [2, 'float'],
    i: [3, 'int64'],
    s: [4, 'bytes'],
    t: [5, 'TensorProto'],
    g: [6, 'GraphProto'],
    floats: [7, 'float', 'repeated'],
    ints: [8, 'int64', 'repeated'],
    strings: [9, 'bytes', 'repeated'],
    tensors: [10, 'TensorProto', 'repeated'],
    graphs: [11, 'GraphProto', 'repeated'],
    type: [20, 'int32'],
  },
  NodeProto: {
    input: [1, 'string', 'repeated'],
    output: [2, 'string', 'repeated'],
    name: [3, 'string'],
    opType: [4, 'string'],
    attribute: [5, 'AttributeProto', 'repeated'],
    domain: [7, 'string'],
  },
  Dimension: { dimValue: [1, 'int64'], dimParam: [2, 'string'] },
  TensorShape: { dim: [1, 'Dimension', 'repeated'] },
  TensorType: { elemType: [1, 'int32'], shape: [2, 'TensorShape'] },
  TypeProto: { tensorType: [1, 'TensorType'] },
  ValueInfoProto: { name: [1, 'string'], type: [2, 'TypeProto'] },
  GraphProto: {
    node: [1, 'NodeProto', 'repeated'],
    name: [2, 'string'],
    initializer: [5, 'TensorProto', 'repeated'],
    input: [11, 'ValueInfoProto', 'repeated'],
    output: [12, 'ValueInfoProto', 'repeated'],
    valueInfo: [13, 'ValueInfoProto', 'repeated'],
  },
  OperatorSet: { domain: [1, 'string'], version: [2, 'int64'] },
  ModelProto: {
    irVersion: [1, 'int64'],
    producerName: [2, 'string'],
    producerVersion: [3, 'string'],
    graph: [7, 'GraphProto'],
    opsetImport: [8, 'OperatorSet', 'repeated'],
    metadataProps: [14, 'StringEntry', 'repeated'],
  },
}

function descriptor(): INamespace {
  const nested: NonNullable<INamespace['nested']> = {}
  for (const [message, fields] of Object.entries(MESSAGES)) {
    nested[message] = {
      edition: 'proto2',
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, [id, type, rule]]) => [
          name,
          {
            id,
            type,
            ...(rule !== undefined && { rule: 'repeated' }),
            ...(rule === 'packed' && { options: { packed: true } }),
          },
        ]),
      ),
    }
  }
  return { nested }
}

const root = protobuf.Root.fromJSON(descriptor())
const typeOf = (name: string): Type => root.lookupType(name)
const types = { model: typeOf('ModelProto'), graph: typeOf('GraphProto'), tensor: typeOf('TensorProto') }

/** What is not named above stays with its message and is written again. @throws protobuf's RangeError or Error on damaged bytes. */
export function decodeModel(bytes: Uint8Array): ModelProto {
  const reader = protobuf.Reader.create(bytes)
  reader.discardUnknown = false
  return types.model.decode(reader) as unknown as ModelProto
}

/** A copy with other fields that keeps what is not named above. */
export function copyWith<Message extends object>(message: Message, changes: Partial<Message>): Message {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(message)) as Message, message, changes)
  const unknown = Object.getOwnPropertyDescriptor(message, '$unknowns')
  if (unknown) Object.defineProperty(copy, '$unknowns', unknown)
  return copy
}

export const encodeModel = (model: ModelProto): Uint8Array => types.model.encode(model).finish()
export const encodeModelWithoutGraph = (model: Omit<ModelProto, 'graph'>): Uint8Array =>
  types.model.encode(model).finish()
export const encodeGraph = (graph: GraphProto): Uint8Array => types.graph.encode(graph).finish()
export const encodeTensor = (tensor: TensorProto): Uint8Array => types.tensor.encode(tensor).finish()

export const toNumber = (value: Int64): number => (typeof value === 'number' ? value : value.toNumber())
