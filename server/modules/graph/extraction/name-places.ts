import { isInitials } from '../../../kernel/text/initials.ts'
import { modifierStem, nounStem } from '../../../kernel/text/noun-stem.ts'
import { isStopWord } from '../../../kernel/text/stop-words.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'

/** Half-open range in the text. */
export interface NamePlace {
  readonly start: number
  readonly end: number
}

interface TextWord extends NamePlace {
  readonly forms: readonly [norm: string, noun: string, modifier: string]
  readonly surface: string
}

const MOST_WORDS = 8
const IN_BRACKETS = /\s*[([][^)\]]*[)\]]\s*/gu
const SENTENCE_MARK = /[.!?;:\n]/u
const LONGEST_GAP = 3
const CAPITAL = /\p{Lu}/u
const LETTER = /\p{L}/u

/** Finds names in a text, whatever their case, number or inflection. */
export class NamePlaces {
  readonly #text: string
  readonly #language: string
  readonly #words: readonly TextWord[]
  readonly #byForm = new Map<string, number[]>()

  constructor(text: string, language: string) {
    this.#text = text
    this.#language = language
    this.#words = this.#wordsOf(text)
    for (const [at, { forms }] of this.#words.entries()) {
      for (const form of new Set(forms)) {
        const places = this.#byForm.get(form)
        if (places === undefined) this.#byForm.set(form, [at])
        else places.push(at)
      }
    }
  }

  /** In the order of the text; none for what is no name: words that say nothing by themselves, or too many of them. */
  find(name: string): NamePlace[] {
    const whole = this.#findWords(name)
    if (whole.length > 0) return whole
    const bare = name.replaceAll(IN_BRACKETS, ' ').trim()
    return bare === name.trim() ? [] : this.#findWords(bare)
  }

  #findWords(name: string): NamePlace[] {
    const words = this.#withoutArticle(this.#wordsOf(name))
    const [first] = words
    if (first === undefined || words.length > MOST_WORDS || !this.#tells(words)) return []
    const starts = new Set(first.forms.flatMap((form) => this.#byForm.get(form) ?? []))
    const joined = words.map((word, at) => name.slice(words[at - 1]?.end ?? word.start, word.start))
    return [...starts]
      .toSorted((left, right) => left - right)
      .flatMap((start) => {
        const there = this.#words.slice(start, start + words.length)
        const [from, to] = [there[0], there.at(-1)]
        const fits = there.length === words.length && this.#isSame(words, there, joined)
        return fits && from !== undefined && to !== undefined ? [{ start: from.start, end: to.end }] : []
      })
  }

  #isSame(name: readonly TextWord[], there: readonly TextWord[], joined: readonly string[]): boolean {
    return name.every((word, at) => {
      const other = there[at]
      if (other === undefined || !word.forms.some((form) => other.forms.includes(form))) return false
      if (isInitials(word.surface) && !this.#mayBeInitials(other)) return false
      if (at === 0) return true
      const gap = this.#text.slice(there[at - 1]?.end ?? other.start, other.start)
      return gap.length <= LONGEST_GAP && (!SENTENCE_MARK.test(gap) || gap === joined[at])
    })
  }

  /** "WHO" is neither "who" nor "Who", and "DNA" is not "dna" but may be "Dna". */
  #mayBeInitials({ surface, forms }: TextWord): boolean {
    if (isStopWord(forms[0], this.#language)) return isInitials(surface)
    return !LETTER.test(surface) || CAPITAL.test(surface)
  }

  #withoutArticle(words: readonly TextWord[]): readonly TextWord[] {
    const [first] = words
    const isArticle =
      first !== undefined &&
      words.length > 1 &&
      !isInitials(first.surface) &&
      isStopWord(first.forms[0], this.#language)
    return isArticle ? words.slice(1) : words
  }

  #tells(words: readonly TextWord[]): boolean {
    return words.some(({ surface, forms }) => {
      if (isInitials(surface)) return true
      return LETTER.test(surface) ? surface.length > 1 && !isStopWord(forms[0], this.#language) : surface.length > 2
    })
  }

  #wordsOf(text: string): TextWord[] {
    return tokenize(text).map(({ text: norm, start, end }) => ({
      start,
      end,
      surface: text.slice(start, end),
      forms: [norm, nounStem(norm, this.#language), modifierStem(norm, this.#language)],
    }))
  }
}
