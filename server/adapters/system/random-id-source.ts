import { randomBytes } from 'node:crypto'
import type { IdSource } from '../../ports/id-source.ts'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'
const LENGTH = 20

/** Ids of 20 random characters of [0-9a-z] (103 bits) from the system's cryptographic source. */
export function createRandomIdSource(): IdSource {
  return { next: (prefix) => `${prefix}_${randomCharacters()}` }
}

function randomCharacters(): string {
  let characters = ''
  while (characters.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) {
      // 252 is the largest multiple of 36 below 256: dropping the rest keeps every character equally likely.
      if (byte < 252 && characters.length < LENGTH) characters += ALPHABET.charAt(byte % 36)
    }
  }
  return characters
}
