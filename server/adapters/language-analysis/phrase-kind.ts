import type { CandidatePhrase } from '../../ports/document-analyst.ts'
import { type GatheredPhrase, NUMBERS_PER_OCCURRENCE } from './gathered-phrase.ts'

/** Whether most mentions are initials. */
export function isAcronym({ acronyms, occurrences }: GatheredPhrase): boolean {
  return acronyms > occurrences.length / NUMBERS_PER_OCCURRENCE / 2
}

/** A coarse kind, by how the phrase is written. */
export function kindOf(phrase: GatheredPhrase): CandidatePhrase['kind'] {
  if (phrase.key.startsWith('code:')) return 'code'
  if (isAcronym(phrase)) return 'acronym'
  if (phrase.proper > phrase.occurrences.length / NUMBERS_PER_OCCURRENCE / 2) return 'proper'
  if (phrase.language === 'de' && !phrase.capital) return 'other'
  return phrase.words > 1 ? 'noun-phrase' : 'noun'
}
