import { isStopWord } from './stop-words.ts'
import { tokenize } from './tokens.ts'

/** Languages whose function words are told apart well enough that one of them decides. */
const WELL_KNOWN = ['en', 'de']
const OTHERS = ['fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'no', 'ru']
const ALL = [...WELL_KNOWN, ...OTHERS]
/** Function words of one language that are words of another, with a meaning of their own: no sign of either. */
const NO_SIGN = new Set(
  `all also am an as at bin but can car come dans den des die do door du due en era es fait fast for had hat her here hier in is kind
man me men met mine mit most must no not nor on over plus pour sans sea sin so son sur tan to under want war was were will wo`.split(
    /\s+/,
  ),
)

function signs(words: readonly string[], language: string): number {
  return words.reduce((sum, word) => sum + (isStopWord(word, language) ? 1 : 0), 0)
}

/**
 * The language a query is asked in, told by its function words, or null when that is not sure. Few words are enough for a
 * language that the library has; for one that it lacks, two signs and more than of any other language.
 * @param libraryLanguages ISO 639-1 codes
 */
export function queryLanguage(query: string, libraryLanguages: readonly string[]): string | null {
  const words = [...new Set(tokenize(query).map((token) => token.text))].filter((word) => !NO_SIGN.has(word))
  const counts = ALL.map((language) => ({ language, count: signs(words, language) }))
  const sure = ({ language, count }: (typeof counts)[number]): boolean => {
    const inLibrary = libraryLanguages.includes(language)
    const least = inLibrary && WELL_KNOWN.includes(language) ? 1 : 2
    const rivals = counts.filter((other) => other.language !== language)
    const counted = inLibrary ? rivals.filter((other) => libraryLanguages.includes(other.language)) : rivals
    return count >= least && counted.every((other) => other.count < count)
  }
  const found = counts.filter(sure)
  // A language of the library comes before one that it lacks, which must be clear of all others.
  return (found.find(({ language }) => libraryLanguages.includes(language)) ?? found[0])?.language ?? null
}
