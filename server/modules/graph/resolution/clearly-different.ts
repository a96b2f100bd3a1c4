import type { NameFeatures } from './name-features.ts'
import { comparePersonNames } from './person-name.ts'
import { typesAgree } from './types-agree.ts'
import { alignWords } from './word-alignment.ts'

/**
 * Whether two names cannot be of one thing, whatever joins them to a third: their types exclude each other, their numbers differ, they are
 * persons with other given names, or the same words but one that excludes the other.
 */
export function clearlyDifferent(one: NameFeatures, other: NameFeatures): boolean {
  if (!typesAgree(one.form.type, other.form.type)) return true
  if (one.spellings.some((spelling) => other.spellings.includes(spelling))) return false
  if (one.designator !== '' && other.designator !== '' && one.designator !== other.designator) return true
  if (one.form.type === 'person' && other.form.type === 'person' && one.person !== null && other.person !== null) {
    return comparePersonNames(one.person, other.person) === 'differs'
  }
  const { onlyFirst, onlySecond, opposed, jaccard } = alignWords(one, other)
  return opposed && jaccard > 0 && onlyFirst.length === 1 && onlySecond.length === 1
}
