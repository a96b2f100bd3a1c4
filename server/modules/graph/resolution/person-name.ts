import { foldLetters } from './fold-letters.ts'

/** A person's name in its parts, in small letters. */
export interface PersonName {
  /** Given names and initials ("j"), the first first; empty for a surname alone. */
  readonly given: readonly string[]
  /** With "van", "de" and the like. */
  readonly surname: string
  /** "jr", "sr", "iii". */
  readonly suffix: string
}

const TITLES = new Set(
  `mr mrs ms miss mx dr prof professor doctor sir dame lord lady rev reverend hon capt captain col colonel gen general lt sgt maj major president
chancellor senator pope king queen prince princess saint st herr frau fraulein mag ing dipl phd md frere pater schwester monsieur madame don dona`.split(
    /\s+/,
  ),
)
const SUFFIXES = new Set(['jr', 'sr', 'junior', 'senior', 'ii', 'iii', 'iv'])
const PARTICLES = new Set(
  'van von vom zu zum zur der den de del della di da dos das du la le bin ibn ben al el ten ter af av y'.split(' '),
)

const MOST_NAMES = 6

/** Null for what has no letters, or more than six names. */
export function parsePersonName(name: string): PersonName | null {
  const words = inOrder(name)
  const suffix = words.find((word, at) => at > 0 && SUFFIXES.has(word)) ?? ''
  const parts = words.filter((word, at) => at === 0 || !SUFFIXES.has(word))
  while (parts.length > 1 && TITLES.has(parts[0] ?? '')) parts.shift()
  if (parts.length === 0 || parts.length > MOST_NAMES) return null
  const from = startOfSurname(parts)
  return { given: parts.slice(0, from), surname: parts.slice(from).join(' '), suffix }
}

/** The words of a name, given names first: "Doe, John" is turned round. */
function inOrder(name: string): string[] {
  const plain = foldLetters(name)
    .replaceAll(/\([^)]*\)|"[^"]*"|[“”„][^“”„]*[“”„]/g, ' ')
    .replaceAll(/'s\b|'/g, '')
  const [, before = '', after = ''] = /^([^,]+),([^,]+)$/.exec(plain) ?? []
  const given = wordsOf(after)
  return given.some((word) => !SUFFIXES.has(word)) ? [...given, ...wordsOf(before)] : wordsOf(plain)
}

function startOfSurname(parts: readonly string[]): number {
  let from = parts.length - 1
  while (from > 0 && PARTICLES.has(parts[from - 1] ?? '')) from -= 1
  return from
}

/** Words, with initials written together ("J.R.R.") taken apart. */
function wordsOf(text: string): string[] {
  return text
    .replaceAll(/\b(\p{L})\./gu, '$1 ')
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word !== '')
}

/**
 * How two names of persons go together: `fits` when every given name of the shorter is one of the longer's, or its initial, in order,
 * and the first ones go together; `differs` when the surnames are the same and the persons are not; `other` when they do not compare.
 */
export function comparePersonNames(
  one: PersonName,
  other: PersonName,
): 'fits' | 'surname' | 'given' | 'differs' | 'other' {
  if (one.given.length === 0 || other.given.length === 0) return compareSingle(one, other)
  if (one.surname !== other.surname) return 'other'
  if (one.suffix !== other.suffix) return 'differs'
  const [shorter, longer] = one.given.length <= other.given.length ? [one, other] : [other, one]
  let at = 0
  for (const [place, given] of shorter.given.entries()) {
    while (at < longer.given.length && !sameGiven(given, longer.given[at] ?? '')) at += 1
    if (at === longer.given.length || (place === 0 && at > 0)) return 'differs'
    at += 1
  }
  return 'fits'
}

function compareSingle(one: PersonName, other: PersonName): 'surname' | 'given' | 'other' {
  if (one.given.length === 0 && other.given.length === 0) return 'other'
  const [single, full] = one.given.length === 0 ? [one, other] : [other, one]
  if (single.suffix !== '') return 'other'
  if (single.surname === full.surname || full.surname.endsWith(` ${single.surname}`)) return 'surname'
  return single.surname.length > 1 && single.surname === full.given[0] ? 'given' : 'other'
}

const sameGiven = (one: string, other: string): boolean =>
  one === other || (one.length === 1 && other.startsWith(one)) || (other.length === 1 && one.startsWith(other))
