import { closeSync, openSync, readSync } from 'node:fs'

/** What a GGUF file tells of itself at its beginning. Null where it does not, or only further on. */
export interface GgufHeader {
  readonly contextTokens: number | null
  /** Such as "3B". */
  readonly parameters: string | null
  /** Such as "Q4_K_M". */
  readonly quantization: string | null
  /** The bytes that were read: they differ between versions and number formats of a model. */
  readonly bytes: Uint8Array
}

/** The keys that are asked for come before the vocabulary, which is megabytes. */
const HEADER_BYTES = 65_536
const MAGIC = 'GGUF'
const OLDEST_VERSION = 2

/** `general.file_type` in words, as llama.cpp numbers them. */
const FILE_TYPES: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  19: 'IQ2_XXS',
  20: 'IQ2_XS',
  21: 'Q2_K_S',
  22: 'IQ3_XS',
  23: 'IQ3_XXS',
  24: 'IQ1_S',
  25: 'IQ4_NL',
  26: 'IQ3_S',
  27: 'IQ3_M',
  28: 'IQ2_S',
  29: 'IQ2_M',
  30: 'IQ4_XS',
  31: 'IQ1_M',
  32: 'BF16',
  36: 'TQ1_0',
  37: 'TQ2_0',
  38: 'MXFP4',
}

/** Null when it is not a GGUF file, or there is none. */
export function readGgufHeader(file: string): GgufHeader | null {
  const bytes = readBeginning(file)
  if (bytes === null || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null
  const facts = readFacts(bytes)
  const architecture = facts.get('general.architecture')
  const contextTokens = facts.get(`${String(architecture)}.context_length`)
  const parameters = facts.get('general.size_label')
  const fileType = facts.get('general.file_type')
  return {
    contextTokens: typeof contextTokens === 'number' ? contextTokens : null,
    parameters: typeof parameters === 'string' ? parameters : null,
    quantization: typeof fileType === 'number' ? (FILE_TYPES[fileType] ?? null) : null,
    bytes,
  }
}

function readBeginning(file: string): Buffer | null {
  let descriptor: number
  try {
    descriptor = openSync(file, 'r')
  } catch {
    return null // Whoever uses the file is told why it cannot be.
  }
  try {
    const bytes = Buffer.alloc(HEADER_BYTES)
    return bytes.subarray(0, readSync(descriptor, bytes, 0, HEADER_BYTES, 0))
  } catch {
    return null // A folder, for example.
  } finally {
    closeSync(descriptor)
  }
}

type Fact = string | number | boolean | null

/** Keys and values up to the end of what was read. Values of more than a few bytes that nobody asks for are null. */
function readFacts(bytes: Buffer): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>()
  const reader = new HeaderReader(bytes)
  try {
    if (reader.uint32() < OLDEST_VERSION) return facts
    reader.uint64() // Tensors.
    const count = reader.uint64()
    for (let index = 0; index < count; index++) facts.set(reader.text(), reader.value(reader.uint32()))
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure // The end of what was read.
  }
  return facts
}

const [UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT32, BOOLEAN, TEXT, LIST, UINT64, INT64, FLOAT64] = Array.from(
  { length: 13 },
  (_, type) => type,
)

class HeaderReader {
  readonly #bytes: Buffer
  #at = MAGIC.length

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  uint32(): number {
    return this.#bytes.readUInt32LE(this.#skip(4))
  }

  uint64(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#skip(8)))
  }

  text(): string {
    const length = this.uint64()
    const start = this.#skip(length)
    return this.#bytes.toString('utf8', start, start + length)
  }

  value(type: number): Fact {
    switch (type) {
      case UINT8:
      case INT8:
        return this.#bytes.readUInt8(this.#skip(1))
      case UINT16:
      case INT16:
        return this.#bytes.readUInt16LE(this.#skip(2))
      case UINT32:
      case INT32:
        return this.uint32()
      case FLOAT32:
        return this.#bytes.readFloatLE(this.#skip(4))
      case BOOLEAN:
        return this.#bytes.readUInt8(this.#skip(1)) !== 0
      case UINT64:
      case INT64:
        return this.uint64()
      case FLOAT64:
        return this.#bytes.readDoubleLE(this.#skip(8))
      case TEXT:
        return this.text()
      case LIST: {
        const of = this.uint32()
        const length = this.uint64()
        for (let index = 0; index < length; index++) this.value(of)
        return null
      }
      default:
        return this.#skip(this.#bytes.length) // Nobody knows how long it is.
    }
  }

  /** @throws RangeError at the end of what was read */
  #skip(length: number): number {
    const start = this.#at
    if (length > 0) this.#bytes.readUInt8(start + length - 1)
    this.#at += length
    return start
  }
}
