import type { FoundRelation } from './found-relation.ts'

/** Phrases that point to what was said before, that deny, or that compare. */
const POINTING =
  /^(?:erste\p{L}?|zweite\p{L}?|dritte\p{L}?|letzte\p{L}?|nächste\p{L}?|first|second|third|fourth|fifth|last|next|final|following|previous|only|this|these|that|those|such|its|their|his|her|our|your|my|no|neither|any|same|more|less|fewer|dies|diese|dieser|dieses|diesem|diesen|jene|jener|jenes|solche|solcher|solches|sein|seine|seiner|seinen|ihr|ihre|ihrer|ihren|unser|unsere|kein|keine|keiner|keinen|keinem|mehr|weniger)$/u

/** Whether both ends of a relation name things of which it is said in general. */
export function isAssertable({ kind, source, target }: FoundRelation): boolean {
  if (POINTING.test(source.phrase.opening)) return false
  if (POINTING.test(target.phrase.opening)) return false
  return kind === 'part-of' || kind === 'example-of' || !/^(?:other|andere|anderen)$/.test(source.phrase.opening)
}
