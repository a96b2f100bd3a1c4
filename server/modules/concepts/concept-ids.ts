import { createHash } from 'node:crypto'

const TAG_LENGTH = 8
const KEY_LENGTH = 16
const BASE = 36n
/** Characters of base 36 that 80 bits always fill. */
const BITS_PER_CHARACTER = Math.log2(36)

/** The start that the ids of all concepts of a collection have in common: a concept is found without asking every collection. */
export function conceptIdStart(collectionId: string): string {
  return `con_${digest(`collection\0${collectionId}`, TAG_LENGTH)}`
}

/**
 * Id of the concept that a phrase stands for: a hash of collection and phrase, so that it is the same after every new indexing, and
 * that what the user did to a concept can be kept without keeping words of the documents.
 */
export function conceptIdOf(collectionId: string, key: string): string {
  return `${conceptIdStart(collectionId)}${digest(`concept\0${collectionId}\0${key}`, KEY_LENGTH)}`
}

function digest(text: string, characters: number): string {
  const bytes = Math.ceil((characters * BITS_PER_CHARACTER) / 8) + 1
  const hex = createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * bytes)
  return (BigInt(`0x${hex}`) % BASE ** BigInt(characters)).toString(36).padStart(characters, '0')
}
