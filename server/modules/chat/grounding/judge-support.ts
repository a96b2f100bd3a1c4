import type { SentenceSupport } from '@learnpath/contracts'
import { holdsOpposite } from '../opposites.ts'
import { isNegated } from '../question.ts'
import type { SourceMatch } from './match-sentence.ts'

/** From here on the same in other words, … */
const SAME = 0.7
/** … and from here on something that the source at least speaks of. */
const SOME = 0.4

/** How far the places found say what the sentence says. @param matches of the sources that it cites */
export function judgeSupport(text: string, language: string, matches: readonly SourceMatch[]): SentenceSupport {
  const verdicts = new Set(matches.map((match) => supportBy(text, language, match)))
  if (verdicts.has('supported')) return 'supported'
  return verdicts.has('partly') ? 'partly' : 'not-found'
}

function supportBy(text: string, language: string, { window, coverage, numbersMissing }: SourceMatch): SentenceSupport {
  const said = window.map((sentence) => sentence.text).join('\n')
  if (normalised(said).includes(normalised(text)) && text !== '') return 'supported'
  if (coverage < SOME) return 'not-found'
  const isSame =
    coverage >= SAME &&
    numbersMissing === 0 &&
    isNegated(text) === isNegated(said) &&
    !holdsOpposite(text, said, language)
  return isSame ? 'supported' : 'partly'
}

const normalised = (text: string): string => text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
