type Value = string | number | readonly string[]

const VERSION = 3
const UINT32 = 4
const TEXT = 8
const LIST = 9

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
const text = (value: string): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([uint64(bytes.length), bytes])
}

function valueBytes(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([uint32(TEXT), text(value)])
  if (typeof value === 'number') return Buffer.concat([uint32(UINT32), uint32(value)])
  return Buffer.concat([uint32(LIST), uint32(TEXT), uint64(value.length), ...value.map((entry) => text(entry))])
}

/** The beginning of a GGUF file with these facts and no tensors. */
export function ggufBytes(facts: Readonly<Record<string, Value>>): Buffer {
  const entries = Object.entries(facts).map(([key, value]) => Buffer.concat([text(key), valueBytes(value)]))
  return Buffer.concat([Buffer.from('GGUF'), uint32(VERSION), uint64(0), uint64(entries.length), ...entries])
}
