import snowball from 'snowball-stemmers'

/** Snowball algorithm per ISO 639-1 code. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hu: 'hungarian',
  hy: 'armenian',
  it: 'italian',
  nb: 'norwegian',
  nl: 'dutch',
  nn: 'norwegian',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sl: 'slovene',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
}

type Stemmer = (word: string) => string

const stemmers = new Map<string, Stemmer>()
const COMBINING_MARKS = /\p{M}+/gu
const UMLAUT_DIGRAPH = /(?<![aeiouyq])([aou])e/g
const UMLAUTS: Readonly<Record<string, string>> = { a: 'ä', o: 'ö', u: 'ü' }
const OTHER_THAN_LATIN = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u
// Longer runs are not words of a language (hashes, base64); stemming them costs time and gains nothing.
const LONGEST_STEMMED = 40

/**
 * The form under which a normalised word is indexed: its Snowball stem in the language, Latin diacritics folded
 * (German: ß = ss, and ae oe ue = ä ö ü as in Snowball's german2). Languages without a stemmer are only folded.
 */
export function stem(word: string, language: string): string {
  if (word.length > LONGEST_STEMMED) return word
  let stemmer = stemmers.get(language)
  if (stemmer === undefined) {
    stemmer = makeStemmer(language)
    stemmers.set(language, stemmer)
  }
  return fold(stemmer(word))
}

function makeStemmer(language: string): Stemmer {
  const algorithm = ALGORITHMS[language]
  if (algorithm === undefined) return (word) => word
  const stemmer = snowball.newStemmer(algorithm)
  if (language === 'de') return (word) => stemmer.stem(withUmlauts(word))
  return (word) => stemmer.stem(word)
}

function withUmlauts(word: string): string {
  return word.replaceAll('ß', 'ss').replaceAll(UMLAUT_DIGRAPH, (_, vowel: string) => UMLAUTS[vowel] ?? vowel)
}

function fold(word: string): string {
  if (isAscii(word) || OTHER_THAN_LATIN.test(word)) return word
  return word
    .normalize('NFD')
    .replaceAll(COMBINING_MARKS, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
}

function isAscii(word: string): boolean {
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) > 127) return false
  return true
}
