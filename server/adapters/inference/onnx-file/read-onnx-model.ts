import { open, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import { BITS_OF_TYPE, decodeModel, toNumber } from './onnx-schema.ts'
import type { ModelProto, TensorProto } from './onnx-schema.ts'
import { IN_MODEL_FILE, readSlimModel } from './slim-model.ts'
import { fileRange } from './tensor-content.ts'
import type { FileRange, TensorContent } from './tensor-content.ts'
import { unusable } from './unusable.ts'

/** A model whose large tensors are not in memory. */
export interface OnnxModel {
  readonly proto: ModelProto
  /** Bytes of the tensors of the main graph that do not hold them themselves. */
  readonly contents: ReadonlyMap<TensorProto, TensorContent>
}

const ELEMENT_LIMIT = 2 ** 40

/** Number of elements. @throws LP_MODEL_UNUSABLE on dimensions that cannot be */
export function elementCount(tensor: TensorProto): number {
  let count = 1
  for (const dim of tensor.dims) {
    const size = toNumber(dim)
    if (!Number.isInteger(size) || size < 0) {
      throw unusable(`the tensor ${tensor.name ?? ''} has a dimension of ${size}`)
    }
    count *= size
  }
  if (count > ELEMENT_LIMIT) throw unusable(`the tensor ${tensor.name ?? ''} has ${count} elements`)
  return count
}

/** Bytes that the tensor's type and dimensions ask for. @throws LP_MODEL_UNUSABLE for types without a fixed size */
export function contentBytes(tensor: TensorProto): number {
  const bits = BITS_OF_TYPE[tensor.dataType]
  if (bits === undefined) throw unusable(`the tensor ${tensor.name ?? ''} has the element type ${tensor.dataType}`)
  return Math.ceil((elementCount(tensor) * bits) / 8)
}

/**
 * Reads an ONNX file; weights inside it and in external files stay where they are. External files must lie in the folder of the
 * model. @throws LP_MODEL_UNUSABLE
 */
export async function readOnnxModel(path: string): Promise<OnnxModel> {
  const { proto, sizeBytes } = await readProto(path)
  const contents = new Map<TensorProto, TensorContent>()
  const files = new ExternalFiles(path, sizeBytes)
  for (const tensor of mainTensors(proto)) {
    if (tensor.dataLocation === 1) {
      contents.set(tensor, await files.range(tensor))
      delete tensor.externalData
      delete tensor.dataLocation
    } else if (tensor.rawData !== undefined && tensor.rawData.length !== contentBytes(tensor)) {
      throw unusable(`the tensor ${tensor.name ?? ''} has ${tensor.rawData.length} bytes, not ${contentBytes(tensor)}`)
    }
  }
  liftConstants(proto, contents)
  return { proto, contents }
}

/** Constant operations with large values become initializers of the same name: the one place where weights are looked for. */
function liftConstants(proto: ModelProto, contents: ReadonlyMap<TensorProto, TensorContent>): void {
  proto.graph.node = proto.graph.node.filter((node) => {
    const value = node.attribute?.find(({ t }) => t !== undefined && t !== null && contents.has(t))?.t
    if (!value) return true
    const [output] = node.output
    if (node.opType !== 'Constant' || output === undefined) {
      throw unusable(`the operation ${node.name ?? ''} (${node.opType}) holds a large tensor`)
    }
    value.name = output
    proto.graph.initializer.push(value)
    return false
  })
}

async function readProto(path: string): Promise<{ proto: ModelProto; sizeBytes: number }> {
  try {
    const file = await open(path)
    try {
      const { size: sizeBytes } = await file.stat()
      const proto = decodeModel(await readSlimModel(file, path, sizeBytes))
      if (!proto.graph || proto.graph.node.length === 0) throw unusable(`${path} has no graph`)
      return { proto, sizeBytes }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw error instanceof LearnPathError ? error : unusable(`${path} cannot be read as an ONNX file`, error)
  }
}

function* mainTensors(proto: ModelProto): Generator<TensorProto> {
  yield* proto.graph.initializer
  for (const node of proto.graph.node) {
    for (const attribute of node.attribute ?? []) if (attribute.t) yield attribute.t
  }
}

class ExternalFiles {
  readonly #modelPath: string
  readonly #known = new Map<string, { path: string; sizeBytes: number }>()

  constructor(modelPath: string, sizeBytes: number) {
    this.#modelPath = modelPath
    this.#known.set(IN_MODEL_FILE, { path: modelPath, sizeBytes })
  }

  async range(tensor: TensorProto): Promise<FileRange> {
    const entries = new Map((tensor.externalData ?? []).map(({ key, value }) => [key, value]))
    const file = await this.#file(entries.get('location') ?? '')
    const expected = contentBytes(tensor)
    const offset = this.#integer(entries.get('offset') ?? '0', tensor)
    const length = this.#integer(entries.get('length') ?? String(expected), tensor)
    if (length !== expected) throw unusable(`the tensor ${tensor.name ?? ''} has ${length} bytes, not ${expected}`)
    if (offset + length > file.sizeBytes) {
      throw unusable(`the tensor ${tensor.name ?? ''} lies beyond the end of ${basename(file.path)}`)
    }
    return fileRange(file.path, offset, length)
  }

  #integer(text: string, tensor: TensorProto): number {
    const value = Number(text)
    if (!/^\d{1,15}$/.test(text)) throw unusable(`the tensor ${tensor.name ?? ''} has the place "${text.slice(0, 50)}"`)
    return value
  }

  async #file(location: string): Promise<{ path: string; sizeBytes: number }> {
    const known = this.#known.get(location)
    if (known) return known
    const folder = dirname(this.#modelPath)
    if (location === '' || isAbsolute(location) || location.split(/[/\\]/).includes('..') || location.includes('\0')) {
      throw unusable(`external data at "${location.slice(0, 200)}" lies outside the folder of the model`)
    }
    const path = join(folder, location)
    try {
      const inside = relative(await realpath(folder), await realpath(path))
      if (isAbsolute(inside) || inside.split(sep).includes('..')) {
        throw unusable(`external data at "${location}" lies outside the folder of the model`)
      }
      const file = { path, sizeBytes: (await stat(path)).size }
      this.#known.set(location, file)
      return file
    } catch (error) {
      throw error instanceof LearnPathError ? error : unusable(`the external data file "${location}" is missing`, error)
    }
  }
}
