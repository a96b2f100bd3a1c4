import { randomBytes } from 'node:crypto'
import type { IdSource } from '../../ports/id-source.ts'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const LENGTH = 20
/** Asking the system costs far more than a byte of what it gives. */
const POOL_BYTES = 1024

/** Ids of 20 random characters of [0-9a-z] (103 bits) from the system's cryptographic source. */
export function createRandomIdSource(): IdSource {
  const nextByte = createByteSource()
  return { next: (prefix) => `${prefix}_${randomCharacters(nextByte)}` }
}

/** Each byte is given once. */
function createByteSource(): () => number {
  let pool = Buffer.alloc(0)
  let used = 0
  return () => {
    if (used === pool.length) {
      pool = randomBytes(POOL_BYTES)
      used = 0
    }
    return pool.readUInt8(used++)
  }
}

function randomCharacters(nextByte: () => number): string {
  let characters = ''
  while (characters.length < LENGTH) {
    const byte = nextByte()
    // 252 is the largest multiple of 36 below 256: dropping the rest keeps every character equally likely.
    if (byte < 252) characters += ALPHABET.charAt(byte % 36)
  }
  return characters
}
