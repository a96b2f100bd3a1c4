import { createHash } from 'node:crypto'

/**
 * A key that none of the texts holds, made of the texts themselves: the same request has the same prompt, and whoever writes a
 * document can close a block only by knowing a key that changes with every character of it.
 */
export function sealOf(texts: readonly string[]): string {
  const flat = texts.map((text) => text.normalize('NFKC').toLowerCase())
  for (let attempt = 0; ; attempt++) {
    const hash = createHash('sha256').update(String(attempt))
    for (const text of texts) hash.update('\0').update(text)
    const key = hash.digest('hex').slice(0, KEY_LENGTH)
    if (flat.every((text) => !text.includes(key))) return key
  }
}

const KEY_LENGTH = 8

/** A block of data between borders that carry the key. */
export function sealedBlock(name: string, key: string, content: string): string {
  return `<${name} key="${key}">\n${content}\n</${name} key="${key}">`
}
