import { closeSync, openSync, readSync } from 'node:fs'
import { LearnPathError } from '@learnpath/contracts'
import { decodeFloat16 } from '../../../kernel/float16.ts'
import type { SafetensorsEntry, SafetensorsFile, SafetensorsType } from '../safetensors.ts'

/** A larger table stays in its file, and rows are read from there as they are needed. */
const MEMORY_BYTES = 64 * 2 ** 20
/** Rows of a large table that are kept: the words of a language are used very unevenly. */
const ROWS_KEPT = 16_384

/** Numbers of a tensor's bytes. @throws LP_MODEL_UNUSABLE for kinds that hold no vectors */
export function readNumbers(type: SafetensorsType, bytes: Uint8Array): Float32Array {
  const { buffer, byteOffset, byteLength } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  if (type === 'F32') return new Float32Array(buffer, byteOffset, byteLength / 4).slice()
  if (type === 'F16') return decodeFloat16(bytes)
  if (type === 'BF16') return brainToFloat(new Uint16Array(buffer, byteOffset, byteLength / 2))
  if (type === 'I8') return Float32Array.from(new Int8Array(buffer, byteOffset, byteLength))
  if (type === 'F64') return Float32Array.from(new Float64Array(buffer, byteOffset, byteLength / 8))
  throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `its vectors are of kind ${type}` })
}

/** 16 bit "brain" floating point numbers are the upper halves of 32 bit ones. */
function brainToFloat(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer)
}

/** Rows of a table of vectors. */
export interface TokenTable {
  readonly rows: number
  readonly dimensions: number
  row(index: number): Float32Array
  close(): void
}

/** Tables of up to `memoryBytes` are read into memory as they are stored. @throws LP_MODEL_UNUSABLE */
export async function openTokenTable(
  file: string,
  safetensors: SafetensorsFile,
  name: string,
  memoryBytes = MEMORY_BYTES,
): Promise<TokenTable> {
  const entry = safetensors.tensors.get(name)
  const [rows = 0, dimensions = 0] = entry?.shape ?? []
  if (entry === undefined || rows === 0 || dimensions === 0) {
    throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `${file} has no table of vectors` })
  }
  const rowBytes = entry.byteLength / rows
  if (entry.byteLength <= memoryBytes) {
    const bytes = await safetensors.read(name)
    return {
      rows,
      dimensions,
      row: (index) => readNumbers(entry.type, bytes.subarray(index * rowBytes, (index + 1) * rowBytes)),
      close: () => {},
    }
  }
  return { rows, dimensions, ...rowsOnDemand(file, entry, rowBytes) }
}

function rowsOnDemand(file: string, entry: SafetensorsEntry, rowBytes: number): Pick<TokenTable, 'row' | 'close'> {
  const handle = openSync(file, 'r')
  const kept = new Map<number, Float32Array>()
  const buffer = new Uint8Array(rowBytes)
  return {
    row(index) {
      const found = kept.get(index)
      if (found !== undefined) return found
      if (readSync(handle, buffer, 0, rowBytes, entry.offset + index * rowBytes) !== rowBytes) {
        throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `${file} is shorter than it says` })
      }
      const row = readNumbers(entry.type, buffer)
      // The oldest goes: good enough, since the frequent ones come back at once.
      if (kept.size >= ROWS_KEPT) kept.delete(kept.keys().next().value ?? -1)
      kept.set(index, row)
      return row
    },
    close: () => closeSync(handle),
  }
}
