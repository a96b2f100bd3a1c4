import { createHash } from 'node:crypto'
import type { RelationKind } from '@learnpath/contracts'

const LENGTH = 24
const BASE = 36n
/** More than 24 characters of base 36 hold. */
const HEX_DIGITS = 34

/**
 * Id that a name has as an entity of its own. A hash, so that it is the same after every new indexing, and that what the user decided
 * on names can be kept without keeping words of the documents.
 */
export function nameIdOf(collectionId: string, nameKey: string): string {
  return `ent_${digest(['name', collectionId, nameKey])}`
}

/** Keys are of entities; `related` has the smaller one first. */
export function relationIdOf(
  collectionId: string,
  {
    kind,
    sourceKey,
    targetKey,
  }: { readonly kind: RelationKind; readonly sourceKey: string; readonly targetKey: string },
): string {
  return `rel_${digest(['relation', collectionId, kind, sourceKey, targetKey])}`
}

/** The smaller key comes first. */
export function reviewIdOf(collectionId: string, firstKey: string, secondKey: string): string {
  return `rev_${digest(['review', collectionId, firstKey, secondKey])}`
}

function digest(parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, HEX_DIGITS)
  return (BigInt(`0x${hex}`) % BASE ** BigInt(LENGTH)).toString(36).padStart(LENGTH, '0')
}
