import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { LearnPathError } from '@learnpath/contracts'
import { isMissing } from './file-errors.ts'

/** Beyond this the file is not what it claims to be. */
const MAX_HEADER_BYTES = 100_000_000

const BYTES_PER_NUMBER = { F64: 8, I64: 8, F32: 4, I32: 4, F16: 2, BF16: 2, I8: 1, U8: 1 } as const
export type SafetensorsType = keyof typeof BYTES_PER_NUMBER

export interface SafetensorsEntry {
  readonly type: SafetensorsType
  readonly shape: readonly number[]
  /** From the start of the file. */
  readonly offset: number
  readonly byteLength: number
}

/** A file of named tensors, of which parts are read as they are needed. Its numbers are little-endian. */
export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, SafetensorsEntry>
  /** `length` bytes of a tensor from its byte `start`; all of it when left out. @throws LP_MODEL_UNUSABLE */
  read(name: string, start?: number, length?: number): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** Opens a file and checks its table of contents against its size. @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE */
export async function openSafetensors(file: string): Promise<SafetensorsFile> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (isMissing(error)) throw new LearnPathError('LP_MODEL_NOT_INSTALLED', { detail: `${file} is missing` })
    throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `${file} cannot be opened`, cause: error })
  })
  try {
    const tensors = await readTable(handle, file)
    return {
      tensors,
      async read(name, start = 0, length) {
        const entry = tensors.get(name)
        if (entry === undefined) throw unusable(file, `has no tensor "${name}"`)
        const wanted = length ?? entry.byteLength - start
        if (start < 0 || start + wanted > entry.byteLength) throw unusable(file, `tensor "${name}" ends before`)
        return await readExactly(handle, file, entry.offset + start, wanted)
      },
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

const unusable = (file: string, what: string): LearnPathError =>
  new LearnPathError('LP_MODEL_UNUSABLE', { detail: `${file} ${what}` })

async function readExactly(
  handle: FileHandle,
  file: string,
  offset: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done)
    if (bytesRead === 0) throw unusable(file, 'is shorter than it says')
    done += bytesRead
  }
  return bytes
}

async function readTable(handle: FileHandle, file: string): Promise<Map<string, SafetensorsEntry>> {
  const { size } = await handle.stat()
  if (size < 8) throw unusable(file, 'is too short')
  const headerLength = Number(Buffer.from(await readExactly(handle, file, 0, 8)).readBigUInt64LE())
  if (headerLength > Math.min(size - 8, MAX_HEADER_BYTES)) throw unusable(file, 'is no safetensors file')
  const header = parseHeader(Buffer.from(await readExactly(handle, file, 8, headerLength)).toString('utf8'), file)
  const tensors = new Map<string, SafetensorsEntry>()
  for (const [name, value] of Object.entries(header)) {
    if (name !== '__metadata__') tensors.set(name, readEntry(value, { file, name, size, dataStart: 8 + headerLength }))
  }
  return tensors
}

function parseHeader(json: string, file: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(json)
    if (typeof header === 'object' && header !== null) return header as Record<string, unknown>
  } catch {
    // Told below: whatever is not an object of JSON is no table of contents.
  }
  throw unusable(file, 'is no safetensors file')
}

interface EntryPlace {
  readonly file: string
  readonly name: string
  readonly size: number
  readonly dataStart: number
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function readEntry(value: unknown, { file, name, size, dataStart }: EntryPlace): SafetensorsEntry {
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>
  if (typeof dtype !== 'string' || !(dtype in BYTES_PER_NUMBER)) {
    throw unusable(file, `tensor "${name}" has numbers of a kind that is not supported: ${String(dtype)}`)
  }
  if (!Array.isArray(shape) || !shape.every(isCount) || !Array.isArray(offsets) || !offsets.every(isCount)) {
    throw unusable(file, `tensor "${name}" is not described as it should be`)
  }
  const [from = 0, to = 0] = offsets
  const type = dtype as SafetensorsType
  const expected = shape.reduce((product, length) => product * length, BYTES_PER_NUMBER[type])
  if (to - from !== expected || dataStart + to > size) throw unusable(file, `tensor "${name}" is cut off`)
  return { type, shape, offset: dataStart + from, byteLength: expected }
}
