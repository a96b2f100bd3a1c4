import { editDistance } from '../../../kernel/text/edit-distance.ts'
import { areOpposed } from './differing-words.ts'
import type { NameFeatures } from './name-features.ts'

/** How the words of two names go together. */
export interface WordAlignment {
  /** Words of both, to all words: 1 for the same words. */
  readonly jaccard: number
  /** Words that only one has. */
  readonly onlyFirst: readonly string[]
  readonly onlySecond: readonly string[]
  /** Whether each word of one has its like in the other, written almost the same or derived from the same word. */
  readonly complete: boolean
  /** Whether a word has its like by its letters alone, and not by its root. */
  readonly slips: boolean
  /** Whether the names differ in what tells one of a series from another, or in words that exclude each other. */
  readonly opposed: boolean
}

const ALMOST = 0.85
const SHORTEST_ALMOST = 6
const DERIVED_LETTERS = 4
const DERIVED_SHARE = 0.55

export function alignWords(one: NameFeatures, other: NameFeatures): WordAlignment {
  const rest = [...other.stems]
  const onlyFirst: string[] = []
  let shared = 0
  for (const stem of one.stems) {
    const at = rest.indexOf(stem)
    if (at < 0) onlyFirst.push(stem)
    else {
      rest.splice(at, 1)
      shared += 1
    }
  }
  const all = one.stems.length + other.stems.length - shared
  const opposed =
    one.designator !== other.designator ||
    onlyFirst.some((word) => rest.some((each) => areOpposed(word, each))) ||
    isNegation(onlyFirst, rest)
  return {
    jaccard: all === 0 ? 0 : shared / all,
    onlyFirst,
    onlySecond: rest,
    slips: onlyFirst.some((word) => !rest.some((each) => isDerived(word, each))),
    complete: shared + onlyFirst.length > 0 && onlyFirst.length === rest.length && pairsUp(onlyFirst, rest, shared > 0),
    opposed,
  }
}

const NEGATIONS = new Set(['non', 'not', 'anti', 'no', 'without', 'nicht', 'kein', 'ohne'])
const isNegation = (one: readonly string[], other: readonly string[]): boolean =>
  one.some((word) => NEGATIONS.has(word)) !== other.some((word) => NEGATIONS.has(word))

function pairsUp(ones: readonly string[], others: readonly string[], hasShared: boolean): boolean {
  const rest = [...others]
  return ones.every((word) => {
    const at = rest.findIndex((each) => isAlmost(word, each) || (hasShared && isDerived(word, each)))
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
}

/** 1 for equal texts, 0 for texts that have nothing in common. */
export function editSimilarity(one: string, other: string): number {
  const length = Math.max(one.length, other.length)
  if (length === 0) return 1
  if (Math.abs(one.length - other.length) > length * (1 - ALMOST) + 1) return 0
  return 1 - editDistance(one, other) / length
}

const isAlmost = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= SHORTEST_ALMOST &&
  one.charAt(0) === other.charAt(0) &&
  editSimilarity(one, other) >= ALMOST &&
  !areOpposed(one, other)

/** "evolution" and "evolutionary", "hormone" and "hormonal": of one word, by their beginning. */
function isDerived(one: string, other: string): boolean {
  let same = 0
  while (same < one.length && same < other.length && one.charAt(same) === other.charAt(same)) same += 1
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  return (
    same >= DERIVED_LETTERS &&
    same >= shorter.length - 1 &&
    same / longer.length >= DERIVED_SHARE &&
    !areOpposed(one, other)
  )
}
