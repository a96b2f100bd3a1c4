import { decodeFloat16 } from '../../../kernel/float16.ts'
import { unusable } from '../onnx-file/unusable.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'
import type { SafetensorsFile } from '../safetensors.ts'

const PIECE_BYTES = 1 << 20

/** The vectors of a static embedder, one row per token. */
export interface StaticTable {
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** All rows as 32 bit floats, made while they are read. */
  readonly floats: TensorContent
}

/** Finds the table: `embeddings` as Model2Vec calls it, or the first tensor of two dimensions. @throws LP_MODEL_UNUSABLE */
export function openStaticTable(file: SafetensorsFile): StaticTable {
  const tables = [...file.tensors].filter(([, { shape }]) => shape.length === 2)
  const [name, entry] = tables.find(([tensor]) => tensor === 'embeddings') ?? tables[0] ?? []
  if (name === undefined || entry === undefined) throw unusable('the safetensors file has no table of vectors')
  const [rows = 0, columns = 0] = entry.shape
  if (entry.type !== 'F32' && entry.type !== 'F16') {
    throw unusable(`the table "${name}" holds numbers of type ${entry.type}`)
  }
  return {
    name,
    rows,
    columns,
    floats: {
      sizeBytes: rows * columns * 4,
      async *pieces() {
        for (let at = 0; at < entry.byteLength; at += PIECE_BYTES) {
          const bytes = await file.read(name, at, Math.min(PIECE_BYTES, entry.byteLength - at))
          if (entry.type === 'F32') yield bytes
          else yield new Uint8Array(decodeFloat16(bytes).buffer)
        }
      },
    },
  }
}
