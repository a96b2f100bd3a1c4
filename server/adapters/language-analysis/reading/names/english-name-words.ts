import { isCommonEnglish } from '../../english-tagger.ts'
import type { Unit, Word } from '../../words.ts'
import { isCountry, isNation } from './countries.ts'
import type { NameEvidence } from './name-evidence.ts'
import { DAYS_AND_MONTHS, GIVEN_NAMES } from './name-words.ts'

const MIXED = /^(?:\p{Ll}{1,2}\p{Lu}\p{L}|\p{N}{1,3}\p{Lu})/u
const OPENS = /(?:^|[“"'‘([:•*–—-]|[.!?]["”]?) ?$/u

/** Words that often stand at the beginning of sentences and are no names, whatever the tagger says. */
const OPENERS = new Set(
  `according although among around because before behind below beneath besides between beyond both despite during each either every
first second third finally formerly four five six seven eight nine ten two three hence however including indeed inside instead later
like many more most much near nearby neither nevertheless next nobody none nonetheless nothing now occasionally often one only originally
others otherwise outside over overall perhaps please prior rather recently see several similarly since so some sometimes somewhat soon
still such then thereafter therefore these those though through throughout thus today together tomorrow tonight toward towards under unfortunately
unlike until upon usually versus via we what whatever when whenever where whereas wherever whether which while who whoever whom whose why
with within without yes yet yesterday no not never okay ok oh lol rt hey hi hello wow thanks thank good great happy new just also another
born currently eventually especially meanwhile moreover furthermore additionally additional let lets don't can't it's i'm i'll i've that's`.split(
    /\s+/,
  ),
)

/** Which words of English units are written as names. */
export function englishNameTest(
  text: string,
  evidence: NameEvidence,
): (unit: Unit) => (word: Word, at: number) => boolean {
  return (unit) => {
    const inTitle = evidence.isTitle(unit)
    return (word, at) => {
      const surface = text.slice(word.start, word.end)
      if (isTag(text, word)) return false
      if (!word.capital) return MIXED.test(surface)
      if (DAYS_AND_MONTHS.has(word.norm) || surface === 'I' || word.norm.startsWith("i'")) return false
      if (word.stop && !word.allCapitals) return false
      if (isNation(word.norm) || isCountry(word.norm)) return true
      if (/^&\p{Lu}/u.test(text.slice(word.end, word.end + 2)) && word.end - word.start < 4) return true
      if (inTitle) return isNameInTitle(word, evidence)
      const opens = at === 0 || OPENS.test(text.slice(Math.max(unit.start, word.start - 3), word.start))
      return opens ? isNameAtStart(word, unit.words[at + 1], evidence) : isNameInside(word, evidence)
    }
  }
}

function isNameInTitle(word: Word, evidence: NameEvidence): boolean {
  if (evidence.capital(word) > evidence.small(word)) return true
  if (OPENERS.has(word.norm) || evidence.small(word) > 0) return false
  return GIVEN_NAMES.has(word.norm) || (!isCommonEnglish(word.norm) && word.norm.length > 1)
}

const LONGEST_INITIALS = 4

function isNameInside(word: Word, evidence: NameEvidence): boolean {
  const isCommon = isCommonEnglish(word.norm)
  const isNounLike = word.tag === 'PROPN' || word.tag === 'NOUN'
  // "I LOVE it"
  if (word.allCapitals && isCommon && (word.norm.length > LONGEST_INITIALS || !isNounLike)) {
    return evidence.capital(word) > 1
  }
  return word.tag === 'PROPN' || evidence.small(word) <= evidence.capital(word)
}

function isNameAtStart(word: Word, next: Word | undefined, evidence: NameEvidence): boolean {
  if (OPENERS.has(word.norm)) return false
  if (evidence.capital(word) > evidence.small(word) || GIVEN_NAMES.has(word.norm)) return true
  if (evidence.small(word) > 0) return false
  const isNounLike = word.tag === 'PROPN' || word.tag === 'NOUN'
  const areInitials = word.allCapitals && word.norm.length <= LONGEST_INITIALS && isNounLike
  if (areInitials || !isCommonEnglish(word.norm)) return true
  return (isNounLike || word.tag === 'ADJ') && next !== undefined && goesOnAsName(next)
}

const goesOnAsName = ({ joined, capital, stop, tag, norm }: Word): boolean =>
  joined && capital && !stop && (tag === 'PROPN' || !isCommonEnglish(norm))

/** "@someone", "#topic" */
const isTag = (text: string, word: Word): boolean => /[@#] ?$/.test(text.slice(Math.max(0, word.start - 2), word.start))
