import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { copyWith, encodeModel } from './onnx-schema.ts'
import type { TensorProto } from './onnx-schema.ts'
import type { OnnxModel } from './read-onnx-model.ts'

/** Where large tensors start, so that ONNX Runtime maps them from the file as they are; small ones are aligned for SIMD only. */
const PAGE_BYTES = 4096
const LARGE_BYTES = 256 * 1024
const ALIGNMENT_BYTES = 64

/** Place of each tensor in a data file. */
export type DataLayout = ReadonlyMap<TensorProto, { readonly offset: number; readonly sizeBytes: number }>

/** The layout of the contents in their order. */
export function layOut(contents: OnnxModel['contents']): DataLayout {
  const layout = new Map<TensorProto, { offset: number; sizeBytes: number }>()
  let end = 0
  for (const [tensor, { sizeBytes }] of contents) {
    const alignment = sizeBytes >= LARGE_BYTES ? PAGE_BYTES : ALIGNMENT_BYTES
    const offset = Math.ceil(end / alignment) * alignment
    layout.set(tensor, { offset, sizeBytes })
    end = offset + sizeBytes
  }
  return layout
}

/** Writes the bytes of the tensors one after another; gaps are zeros. */
export async function writeTensorData(
  path: string,
  contents: OnnxModel['contents'],
  layout: DataLayout,
  onTensor: (tensor: TensorProto) => void = () => {},
): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (const [tensor, content] of contents) {
      let position = layout.get(tensor)?.offset ?? 0
      for await (const piece of content.pieces()) {
        await writeAll(file, piece, position)
        position += piece.byteLength
      }
      onTensor(tensor)
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.length) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  }
}

/** Writes the graph, with references into a data file of that name in the same folder. */
export async function writeGraph(
  path: string,
  proto: OnnxModel['proto'],
  dataFile: string,
  layout: DataLayout,
): Promise<void> {
  const refer = (tensor: TensorProto): TensorProto => {
    const place = layout.get(tensor)
    if (place === undefined) return tensor
    const entries = { location: dataFile, offset: place.offset, length: place.sizeBytes }
    const { name, dims, dataType } = tensor
    return {
      ...(name !== undefined && { name }),
      dims,
      dataType,
      externalData: Object.entries(entries).map(([key, value]) => ({ key, value: String(value) })),
      dataLocation: 1,
    }
  }
  const graph = copyWith(proto.graph, { initializer: proto.graph.initializer.map(refer) })
  const file = await open(path, 'w')
  try {
    await writeAll(file, encodeModel(copyWith(proto, { graph })), 0)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Writes a model as PATH with its large tensors in PATH.data beside it. */
export async function writeOnnxModel(
  path: string,
  { proto, contents }: OnnxModel,
  onTensor?: (tensor: TensorProto) => void,
): Promise<void> {
  const layout = layOut(contents)
  await writeTensorData(`${path}.data`, contents, layout, onTensor)
  await writeGraph(path, proto, `${basename(path)}.data`, layout)
}
