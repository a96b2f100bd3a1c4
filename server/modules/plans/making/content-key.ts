import { createHash } from 'node:crypto'

const DIGITS = 20

/** A short hash of what something is made of: equal content, equal key. */
export function contentKey(...content: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, DIGITS)
}
