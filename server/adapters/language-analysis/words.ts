import { isInitials, isPluralOfInitials } from '../../kernel/text/initials.ts'
import { modifierStem, nounStem } from '../../kernel/text/noun-stem.ts'
import { isStopWord } from '../../kernel/text/stop-words.ts'
import { tokenize } from '../../kernel/text/tokens.ts'
import { withoutApostrophes } from '../../kernel/text/apostrophes.ts'

/** A word in a sentence or heading. */
export interface Word {
  readonly start: number
  readonly end: number
  /** As `tokenize` normalises it. */
  readonly norm: string
  /** Whether nothing but one blank, line end or hyphen stands between it and the word before. */
  readonly joined: boolean
  readonly stop: boolean
  readonly capital: boolean
  /** At least two capitals and no small letter but a plural s. */
  readonly allCapitals: boolean
  /** "APIs". */
  readonly pluralOfInitials: boolean
  readonly number: boolean
  /** The beginning of a word only: "Such-", "Abb.". */
  readonly cut: boolean
  /** What its inflected forms share where it ends a phrase, and where it stands before. */
  readonly stem: string
  readonly modifierStem: string
  /** Part of speech where a tagger knows the language, else ''. */
  tag: string
}

/** A sentence, or a heading (`sentence` -1). */
export interface Unit {
  readonly start: number
  readonly end: number
  readonly sentence: number
  readonly section: number
  readonly words: readonly Word[]
}

const JOINT = /^(?:[ \u00a0\n]|-|\u2010|\u2011)$/
const SMALL = /\p{Ll}/u
const CAPITAL = /^\p{Lu}/u
const DIGIT = /^\p{N}/u
const ROMAN = /^[IVX]{2,5}$/

/** The words of all units; `plain` is the text without residue, so that no word is found in it. */
export function unitsWithWords(plain: string, ranges: readonly Omit<Unit, 'words'>[], language: string): Unit[] {
  return ranges.map((range) => ({
    ...range,
    words: wordsOf(plain.slice(range.start, range.end), range.start, language),
  }))
}

/** Longer runs of letters are encoded data. */
const LONGEST_WORD = 80

function wordsOf(text: string, offset: number, language: string): Word[] {
  let last = -1
  // In a line of capitals no word is set off by them.
  const shouts = text.length > 12 && !SMALL.test(text)
  const tokens = tokenize(text).filter(({ start, end }) => end - start <= LONGEST_WORD)
  return tokens.map((token) => {
    const surface = text.slice(token.start, token.end)
    const word: Word = {
      start: offset + token.start,
      end: offset + token.end,
      norm: token.text,
      joined: last >= 0 && JOINT.test(text.slice(last, token.start)),
      stop: isStopWord(token.text, language) || isStopWord(withoutApostrophes(token.text), language),
      capital: CAPITAL.test(surface),
      allCapitals: !shouts && isInitials(surface),
      pluralOfInitials: isPluralOfInitials(surface),
      number: DIGIT.test(surface) || ROMAN.test(surface),
      cut: isCut(text, token.end, surface),
      ...stemsOf(token.text, language),
      tag: '',
    }
    last = token.end
    return word
  })
}

const LONGEST_ABBREVIATION = 5

function isCut(text: string, end: number, surface: string): boolean {
  const next = text.charAt(end)
  if (next === '-') return !/[\p{L}\p{N}]/u.test(text.charAt(end + 1))
  const isWholeUnit = text.length <= LONGEST_ABBREVIATION + 1
  return next === '.' && surface.length <= LONGEST_ABBREVIATION && (end + 1 < text.length || isWholeUnit)
}

interface Stems {
  readonly stem: string
  readonly modifierStem: string
}

const stemsByLanguage = new Map<string, Map<string, Stems>>()
const MOST_REMEMBERED = 50_000

function stemsOf(norm: string, language: string): Stems {
  let known = stemsByLanguage.get(language)
  if (known === undefined || known.size > MOST_REMEMBERED) {
    known = new Map()
    stemsByLanguage.set(language, known)
  }
  let stems = known.get(norm)
  if (stems === undefined) {
    stems = { stem: nounStem(norm, language), modifierStem: modifierStem(norm, language) }
    known.set(norm, stems)
  }
  return stems
}
