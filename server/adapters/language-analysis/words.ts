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
const PLURAL_OF_INITIALS = /^\p{Lu}{2,}s$/u
const SMALL = /\p{Ll}/u
const ALL_CAPITALS = /^(?=(?:.*\p{Lu}){2})[\p{Lu}\p{N}&./+-]+s?$/u
const CAPITAL = /^\p{Lu}/u
const DIGIT = /^\p{N}/u

/** The words of all units; `plain` is the text without residue, so that no word is found in it. */
export function unitsWithWords(plain: string, ranges: readonly Omit<Unit, 'words'>[], language: string): Unit[] {
  return ranges.map((range) => ({
    ...range,
    words: wordsOf(plain.slice(range.start, range.end), range.start, language),
  }))
}

function wordsOf(text: string, offset: number, language: string): Word[] {
  let last = -1
  // In a line of capitals no word is set off by them.
  const shouts = text.length > 12 && !SMALL.test(text)
  return tokenize(text).map((token) => {
    const surface = text.slice(token.start, token.end)
    const word: Word = {
      start: offset + token.start,
      end: offset + token.end,
      norm: token.text,
      joined: last >= 0 && JOINT.test(text.slice(last, token.start)),
      stop: isStopWord(token.text, language) || isStopWord(withoutApostrophes(token.text), language),
      capital: CAPITAL.test(surface),
      allCapitals: !shouts && ALL_CAPITALS.test(surface),
      pluralOfInitials: PLURAL_OF_INITIALS.test(surface),
      number: DIGIT.test(surface),
      tag: '',
    }
    last = token.end
    return word
  })
}
