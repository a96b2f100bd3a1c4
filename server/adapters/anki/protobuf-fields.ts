import { LearnPathError } from '@learnpath/contracts'

/** One field of a protobuf message: a number, or bytes. */
export interface ProtobufField {
  readonly number: number
  readonly value: number | Uint8Array
}

/**
 * The fields of a message in their order, without a schema. Of the four wire types Anki's settings use three.
 * @throws LP_IMPORT_DAMAGED when the bytes end within a field or are no message
 */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
  let at = 0
  const byte = (): number => {
    const value = bytes[at++]
    if (value === undefined) throw damaged('a protobuf message ends too early')
    return value
  }
  const varint = (): number => {
    let value = 0
    for (let shift = 0; shift < 70; shift += 7) {
      const next = byte()
      value += (next & 0x7f) * 2 ** shift
      if (next < 0x80) return value
    }
    throw damaged('a number of a protobuf message is too long')
  }
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw damaged('a protobuf message ends too early')
    return bytes.subarray(at, (at += length))
  }
  while (at < bytes.length) {
    const key = varint()
    const number = Math.floor(key / 8)
    const wireType = key & 7
    if (wireType === 0) yield { number, value: varint() }
    else if (wireType === 1) yield { number, value: take(8) }
    else if (wireType === 2) yield { number, value: take(varint()) }
    else if (wireType === 5) yield { number, value: take(4) }
    else throw damaged(`a protobuf message has wire type ${wireType}`)
  }
}

const damaged = (detail: string): LearnPathError => new LearnPathError('LP_IMPORT_DAMAGED', { detail })
