import type { SentenceSupport } from '@learnpath/contracts'
import { holdsOpposite } from '../opposites.ts'
import { isNegated } from '../question.ts'
import { isRelated } from '../term-match.ts'
import { coverageOf, type SourceMatch } from './match-sentence.ts'
import { missingNumbers } from './number-keys.ts'

/** From here on the same in other words, … */
const SAME = 0.7
/** … and from here on something that the source at least speaks of. */
const SOME = 0.4
/** With this share of the words a sentence of the source says it by itself. */
const ALONE = 0.6
/** A sentence with this share of the words is one that a denial can be from. */
const DENIES = 0.3
/** A capital inside a sentence. German writes every noun so. */
const NAME = /(?<=[\p{L}\p{N},;:] )\p{Lu}[\p{L}'’-]{2,}/gu
const WITH_SMALL_NOUNS = new Set(['en', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'no'])

/**
 * How far the places found say what the sentence says. Words of another language cannot be compared, so such a place bears a
 * sentence in part at most.
 * @param matches of the sources that it cites
 */
export function judgeSupport(text: string, language: string, matches: readonly SourceMatch[]): SentenceSupport {
  const own = matches.filter(({ foreign }) => !foreign)
  const windows = own.map(({ window }) => window.map((sentence) => sentence.text).join('\n'))
  if (text !== '' && windows.some((said) => normalised(said).includes(normalised(text)))) return 'supported'
  const coverage = coverageOf(own)
  if (coverage < SOME) return own.length < matches.length ? 'partly' : 'not-found'
  const isSame =
    coverage >= SAME && hasNumbers(text, own) && hasNames(text, language, own) && !isContradicted(text, language, own)
  return isSame ? 'supported' : 'partly'
}

const normalised = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()

/** A number of the sentence beside it is another matter where one sentence says it all. */
function hasNumbers(text: string, matches: readonly SourceMatch[]): boolean {
  const held = matches.flatMap(({ window, nearest, nearestShare }) =>
    nearest !== null && nearestShare >= ALONE
      ? [...nearest.numbers]
      : window.flatMap((sentence) => [...sentence.numbers]),
  )
  return missingNumbers(text, new Set(held)).missing === 0
}

/** Names may stand anywhere in the passage or above it: "He was born in …" does not repeat them. */
function hasNames(text: string, language: string, matches: readonly SourceMatch[]): boolean {
  if (!WITH_SMALL_NOUNS.has(language)) return true
  const held = matches.flatMap(({ source }) => [...source.words])
  const known = new Set(held)
  return [...text.matchAll(NAME)].every(([name]) => {
    const word = name.toLowerCase().replace(/['’]s?$/u, '')
    return known.has(word) || held.some((other) => isRelated(word, other))
  })
}

/** The sentence denies what its source does not, or the other way round, or says the opposite. */
function isContradicted(text: string, language: string, matches: readonly SourceMatch[]): boolean {
  const nearest = matches.flatMap((match) => match.nearest?.text ?? [])
  const isDenied = isNegated(text)
    ? !matches.some(({ denials }) => denials.some((share) => share >= DENIES))
    : nearest.some(isNegated)
  return isDenied || nearest.some((said) => holdsOpposite(text, said, language))
}
