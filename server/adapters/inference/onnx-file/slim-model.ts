import type { FileHandle } from 'node:fs/promises'
import { unusable } from './unusable.ts'

/** Location of tensors whose bytes lie in the model file itself; no real file can be called so. */
export const IN_MODEL_FILE = '\0model'

/** Raw data from this size on is not read but referred to. */
export const SLICE_BYTES = 1024
/** What is left of a model without its weights: a few hundred kilobytes for a transformer. */
const SLIM_LIMIT_BYTES = 64 * 1024 * 1024
const WINDOW_BYTES = 64 * 1024

/** Messages to look into on the way to the tensors of the main graph: field number → message. */
interface Nested {
  readonly [field: number]: Nested | 'tensor'
}
const NODE: Nested = { 5: { 5: 'tensor' } }
const MODEL: Nested = { 7: { 1: NODE, 5: 'tensor' } }

const FLOAT_DATA = 4
const RAW_DATA = 9

/** Small reads at rising positions, served from a window of the file. */
class WindowReader {
  readonly #file: FileHandle
  readonly #window = new Uint8Array(WINDOW_BYTES)
  #start = 0
  #length = 0
  readonly path: string

  constructor(file: FileHandle, path: string) {
    this.#file = file
    this.path = path
  }

  async byte(at: number): Promise<number> {
    if (at < this.#start || at >= this.#start + this.#length) {
      const { bytesRead } = await this.#file.read(this.#window, 0, WINDOW_BYTES, at)
      this.#start = at
      this.#length = bytesRead
    }
    const value = this.#window[at - this.#start]
    if (value === undefined || at >= this.#start + this.#length) throw unusable(`${this.path} ends at byte ${at}`)
    return value
  }

  async bytes(at: number, length: number): Promise<Uint8Array> {
    const target = new Uint8Array(length)
    const { bytesRead } = await this.#file.read(target, 0, length, at)
    if (bytesRead < length) throw unusable(`${this.path} ends at byte ${at + bytesRead}`)
    return target
  }
}

interface Varint {
  readonly value: number
  readonly next: number
}

class Slimmer {
  readonly #reader: WindowReader
  #kept = 0

  constructor(reader: WindowReader) {
    this.#reader = reader
  }

  async message(start: number, end: number, nested: Nested): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = []
    for (let at = start; at < end;) {
      const tag = await this.#varint(at, end)
      const field = Math.floor(tag.value / 8)
      const inner = nested[field]
      if (tag.value % 8 !== 2 || inner === undefined) {
        const next = await this.#fieldEnd(tag, end)
        parts.push(await this.#copy(at, next))
        at = next
        continue
      }
      const length = await this.#varint(tag.next, end)
      const innerEnd = this.#within(length.next + length.value, end)
      const content =
        inner === 'tensor'
          ? await this.#tensor(length.next, innerEnd)
          : await this.message(length.next, innerEnd, inner)
      const size = content.reduce((sum, part) => sum + part.length, 0)
      parts.push(varintBytes(tag.value), varintBytes(size), ...content)
      at = innerEnd
    }
    return parts
  }

  /** Floats in a packed list are the same bytes as raw data. */
  async #tensor(start: number, end: number): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = []
    for (let at = start; at < end;) {
      const tag = await this.#varint(at, end)
      const next = await this.#fieldEnd(tag, end)
      const field = Math.floor(tag.value / 8)
      const isData = tag.value % 8 === 2 && (field === RAW_DATA || field === FLOAT_DATA)
      const length = isData ? await this.#varint(tag.next, end) : null
      if (length !== null && length.value >= SLICE_BYTES) parts.push(...inFile(length.next, length.value))
      else parts.push(await this.#copy(at, next))
      at = next
    }
    return parts
  }

  async #fieldEnd(tag: Varint, end: number): Promise<number> {
    if (tag.value < 8) throw this.#damaged(tag.next)
    switch (tag.value % 8) {
      case 0:
        return (await this.#varint(tag.next, end, true)).next
      case 1:
        return this.#within(tag.next + 8, end)
      case 2: {
        const length = await this.#varint(tag.next, end)
        return this.#within(length.next + length.value, end)
      }
      case 5:
        return this.#within(tag.next + 4, end)
      default:
        throw this.#damaged(tag.next)
    }
  }

  /** @param skipped the value does not matter: it may have more than 53 bits */
  async #varint(start: number, end: number, skipped = false): Promise<Varint> {
    let value = 0
    for (let index = 0; index < 10; index++) {
      if (start + index >= end) throw this.#damaged(start)
      const byte = await this.#reader.byte(start + index)
      value += (byte & 0x7f) * 2 ** (7 * index)
      if (byte < 0x80) {
        if (!skipped && value > Number.MAX_SAFE_INTEGER) throw this.#damaged(start)
        return { value, next: start + index + 1 }
      }
    }
    throw this.#damaged(start)
  }

  async #copy(start: number, end: number): Promise<Uint8Array> {
    this.#kept += end - start
    if (this.#kept > SLIM_LIMIT_BYTES) {
      throw unusable(`${this.#reader.path} holds more than ${SLIM_LIMIT_BYTES / 2 ** 20} MB besides its weights`)
    }
    return await this.#reader.bytes(start, end - start)
  }

  #within(position: number, end: number): number {
    if (position > end) throw this.#damaged(end)
    return position
  }

  #damaged(at: number): Error {
    return unusable(`${this.#reader.path} is not an ONNX file, or is damaged at byte ${at}`)
  }
}

function varintBytes(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  return Uint8Array.from([...bytes, rest])
}

const textField = (field: number, value: string): number[] => [(field << 3) | 2, value.length, ...Buffer.from(value)]

/** The fields of a tensor that say where its bytes are: external_data and data_location. */
function inFile(offset: number, length: number): Uint8Array[] {
  const entries = Object.entries({ location: IN_MODEL_FILE, offset: String(offset), length: String(length) })
  return [
    ...entries.map(([key, value]) => {
      const entry = [...textField(1, key), ...textField(2, value)]
      return Uint8Array.from([(13 << 3) | 2, entry.length, ...entry])
    }),
    Uint8Array.from([14 << 3, 1]),
  ]
}

/**
 * The model's bytes without large tensor data: in its place stands where it lies in the file, in the way in which ONNX refers to
 * external data. @throws LP_MODEL_UNUSABLE on bytes that are not a protobuf message
 */
export async function readSlimModel(file: FileHandle, path: string, sizeBytes: number): Promise<Uint8Array> {
  const parts = await new Slimmer(new WindowReader(file, path)).message(0, sizeBytes, MODEL)
  return Buffer.concat(parts)
}
