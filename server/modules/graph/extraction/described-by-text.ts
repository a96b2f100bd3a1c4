import { analyze } from '../../../kernel/text/analyze.ts'
import { asDataLine } from '../../../kernel/text/neutral-text.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'

const LONGEST = 300
/** Share of what a description says beside the names that the text has to hold. Sentences in words of their own keep more. */
const LEAST_HELD = 0.5
const LINK = /\b(?:https?:|www\.)\S*|\S+@\S+\.\S+/giu
const DIGIT = /^\p{N}/u
const LONGEST_KEYWORD = 40
const MOST_KEYWORDS = 5
const MOST_KEYWORD_WORDS = 4
const NOT_IN_KEYWORDS = /[^\p{L}\p{M}\p{N} '’-]/u

/** Holds a model's sentences against the text that they are to come from. */
export class DescribedByText {
  readonly #terms: ReadonlySet<string>
  readonly #numbers: ReadonlySet<string>
  readonly #language: string

  constructor(text: string, language: string) {
    this.#language = language
    this.#terms = new Set(analyze(text, language).map(({ term }) => term))
    this.#numbers = new Set(numbersOf(text))
  }

  /** The sentence in one line, or '' when the text does not hold what it says beside the names: other words, other numbers. */
  sentence(written: string, names: readonly string[]): string {
    const line = asDataLine(written.replaceAll(LINK, ''), LONGEST)
    const named = new Set(names.flatMap((name) => analyze(name, this.#language).map(({ term }) => term)))
    const said = new Set(analyze(line, this.#language).map(({ term }) => term))
    const beside = [...said].filter((term) => !named.has(term))
    const held = beside.filter((term) => this.#terms.has(term)).length
    if (beside.length === 0 || held < LEAST_HELD * beside.length) return ''
    return numbersOf(line).every((number) => this.#numbers.has(number)) ? line : ''
  }
}

const numbersOf = (text: string): string[] =>
  tokenize(text).flatMap(({ text: word }) => (DIGIT.test(word) ? [word] : []))

/** Short words in small letters; what could be anything else, such as an address, is left out. */
export function cleanKeywords(written: readonly string[]): string[] {
  const keywords = written
    .map((keyword) => asDataLine(keyword, LONGEST_KEYWORD + 1).toLowerCase())
    .filter((keyword) => keyword !== '' && keyword.length <= LONGEST_KEYWORD && !NOT_IN_KEYWORDS.test(keyword))
    .filter((keyword) => keyword.split(' ').length <= MOST_KEYWORD_WORDS)
  return [...new Set(keywords)].slice(0, MOST_KEYWORDS)
}
