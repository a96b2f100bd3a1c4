import { halfToFloat } from '../half-float.ts'
import { unusable } from '../onnx-file/unusable.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'
import { normalizeVector } from '../pooling.ts'
import type { SafetensorsFile } from '../safetensors.ts'

const PIECE_BYTES = 1 << 20

/** The vectors of a static embedder, one row per token. */
export interface StaticTable {
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** All rows as 32 bit floats, made while they are read. */
  readonly floats: TensorContent
  /** One row as floats. */
  row(index: number): Promise<Float32Array>
}

/** Finds the table: `embeddings` as Model2Vec calls it, or the only tensor of two dimensions. @throws LP_MODEL_UNUSABLE */
export function openStaticTable(file: SafetensorsFile): StaticTable {
  const tables = [...file.tensors].filter(([, { shape }]) => shape.length === 2)
  const [name, entry] = tables.find(([tensor]) => tensor === 'embeddings') ?? tables[0] ?? []
  if (name === undefined || entry === undefined) throw unusable('the safetensors file has no table of vectors')
  const [rows = 0, columns = 0] = entry.shape
  const { type } = entry
  if (type !== 'F32' && type !== 'F16' && type !== 'I8') {
    throw unusable(`the table "${name}" holds numbers of type ${type}`)
  }
  const bytesPerNumber = entry.byteLength / (rows * columns)
  const decode = (bytes: Uint8Array<ArrayBuffer>): Float32Array => {
    if (type === 'F32') return new Float32Array(bytes.buffer)
    return type === 'F16' ? halfToFloat(new Uint16Array(bytes.buffer)) : Float32Array.from(new Int8Array(bytes.buffer))
  }
  const scaleOf = async (index: number): Promise<number> => {
    if (type !== 'I8') return 1
    return new Float32Array((await file.read('scales', index * 4, 4)).buffer)[0] ?? 1
  }
  return {
    name,
    rows,
    columns,
    floats: {
      sizeBytes: rows * columns * 4,
      async *pieces() {
        if (type === 'I8') throw unusable(`the table "${name}" is quantized already`)
        for (let at = 0; at < entry.byteLength; at += PIECE_BYTES) {
          const floats = decode(await file.read(name, at, Math.min(PIECE_BYTES, entry.byteLength - at)))
          yield new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength)
        }
      },
    },
    async row(index) {
      const rowBytes = columns * bytesPerNumber
      const scale = await scaleOf(index)
      return decode(await file.read(name, index * rowBytes, rowBytes)).map((value) => value * scale)
    },
  }
}

/**
 * Vectors of texts: the mean of their tokens' rows, weighted and mapped where the file says so, of unit length. Reads only the rows
 * it needs: for comparing forms of a model, not for serving.
 */
export async function staticRows(
  file: SafetensorsFile,
  texts: readonly (readonly number[])[],
): Promise<Float32Array[]> {
  const table = openStaticTable(file)
  const weights = await numbersOf(file, 'weights')
  const mapping = await numbersOf(file, 'mapping')
  const known = new Map<number, Float32Array>()
  const vectors: Float32Array[] = []
  for (const ids of texts) {
    const sum = new Float32Array(table.columns)
    for (const id of ids) {
      const index = mapping === null ? id : (mapping[id] ?? 0)
      if (index < 0 || index >= table.rows) throw unusable(`token ${id} has no row in the table "${table.name}"`)
      const row = known.get(index) ?? (await table.row(index))
      known.set(index, row)
      const weight = weights === null ? 1 : (weights[id] ?? 1)
      for (let column = 0; column < sum.length; column++) sum[column] = (sum[column] ?? 0) + weight * (row[column] ?? 0)
    }
    vectors.push(normalizeVector(sum))
  }
  return vectors
}

async function numbersOf(file: SafetensorsFile, name: string): Promise<ArrayLike<number> | null> {
  const type = file.tensors.get(name)?.type
  if (type === undefined) return null
  const { buffer } = await file.read(name)
  if (type === 'F64') return new Float64Array(buffer)
  if (type === 'F32') return new Float32Array(buffer)
  if (type === 'F16') return halfToFloat(new Uint16Array(buffer))
  if (type === 'I32') return new Int32Array(buffer)
  if (type === 'I64') return Array.from(new BigInt64Array(buffer), Number)
  throw unusable(`"${name}" holds numbers of type ${type}`)
}
