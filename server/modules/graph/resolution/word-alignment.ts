import { editDistance } from '../../../kernel/text/edit-distance.ts'
import { areOpposed } from './differing-words.ts'
import type { NameFeatures } from './name-features.ts'

/**
 * `same`: the same words in the same order; `turned`: "set of chromosomes" and "chromosome set"; `derived`: word by word the same but for
 * words of one root before the last ("hash function", "hashing function"); `slip`: word by word the same but for a letter or two;
 * `mixed`: each word has its like, but in another place or with another ending; `partial`: none of these.
 */
export type WordLikeness = 'same' | 'turned' | 'derived' | 'slip' | 'mixed' | 'partial'

/** How the words of two names go together. */
export interface WordAlignment {
  /** Words of both, to all words: 1 for the same words. */
  readonly jaccard: number
  /** Words that only one has. */
  readonly onlyFirst: readonly string[]
  readonly onlySecond: readonly string[]
  readonly likeness: WordLikeness
  /** Whether the names differ in what tells one of a series from another, or in words that exclude each other. */
  readonly opposed: boolean
}

const ALMOST = 0.85
const SHORTEST_ALMOST = 6
const DERIVED_LETTERS = 4

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
    likeness: likenessOf(one, other, { onlyFirst, rest, shared }),
    opposed,
  }
}

const NEGATIONS = new Set(['non', 'not', 'anti', 'no', 'without', 'nicht', 'kein', 'ohne'])
const isNegation = (one: readonly string[], other: readonly string[]): boolean =>
  one.some((word) => NEGATIONS.has(word)) !== other.some((word) => NEGATIONS.has(word))

interface Remainders {
  readonly onlyFirst: readonly string[]
  readonly rest: readonly string[]
  readonly shared: number
}

function likenessOf(one: NameFeatures, other: NameFeatures, { onlyFirst, rest, shared }: Remainders): WordLikeness {
  if (one.stems.length !== other.stems.length || one.stems.length === 0) return 'partial'
  const [stems, otherStems] = [one.stems.join(' '), other.stems.join(' ')]
  if (
    (one.turnedStems === null) !== (other.turnedStems === null) &&
    (one.turnedStems ?? stems) === (other.turnedStems ?? otherStems)
  ) {
    return 'turned'
  }
  if (stems === otherStems) return 'same'
  if (onlyFirst.length === 0) return 'mixed'
  const inPlace = (alike: (word: string, its: string, isLast: boolean) => boolean): boolean =>
    one.stems.every(
      (word, at) => word === other.stems[at] || alike(word, other.stems[at] ?? '', at === one.stems.length - 1),
    )
  if (shared > 0 && inPlace((word, its, isLast) => !isLast && isDerived(word, its))) return 'derived'
  if (inPlace(isAlmost)) return 'slip'
  return pairUp(onlyFirst, rest, shared > 0) ? 'mixed' : 'partial'
}

function pairUp(ones: readonly string[], others: readonly string[], hasShared: boolean): boolean {
  const rest = [...others]
  return ones.every((word) => {
    const at = rest.findIndex((each) => isAlmost(word, each) || (hasShared && isDerived(word, each)))
    if (at >= 0) rest.splice(at, 1)
    return at >= 0
  })
}

/** 1 for equal texts, 0 for texts that have nothing in common. */
function editSimilarity(one: string, other: string): number {
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

/** Endings that make an adjective of a noun and leave its sense, and what they may stand in place of. */
const ADJECTIVE = /^(?:al|ial|ual|ical|ic|ar|ular|ary|ous|ive|ing|ional)$/
const REPLACED = /^(?:e|le|y|us|um|a|is|ion|on)?$/

/** "evolution" and "evolutionary", "hormone" and "hormonal", "hash" and "hashing". */
function isDerived(one: string, other: string): boolean {
  let same = 0
  while (same < one.length && same < other.length && one.charAt(same) === other.charAt(same)) same += 1
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  return same >= DERIVED_LETTERS && ADJECTIVE.test(longer.slice(same)) && REPLACED.test(shorter.slice(same))
}
