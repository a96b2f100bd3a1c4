import type { SentenceSupport } from '@learnpath/contracts'
import { holdsOpposite } from '../opposites.ts'
import { isNegated } from '../question.ts'
import { coverageOf, type SourceMatch } from './match-sentence.ts'
import { missingNumbers } from './number-keys.ts'

/** From here on the same in other words, … */
const SAME = 0.7
/** … and from here on something that the source at least speaks of. */
const SOME = 0.4

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
  const said = windows.join('\n')
  const numbers = new Set(own.flatMap(({ window }) => window.flatMap((sentence) => [...sentence.numbers])))
  const isSame =
    coverage >= SAME &&
    missingNumbers(text, numbers).missing === 0 &&
    isNegated(text) === isNegated(said) &&
    !holdsOpposite(text, said, language)
  return isSame ? 'supported' : 'partly'
}

const normalised = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
