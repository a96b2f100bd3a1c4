import { stem } from '../../../kernel/text/stem.ts'
import { isStopWord } from '../../../kernel/text/stop-words.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'

/** What a name is of. */
export interface NamedText {
  readonly text: string
  readonly language: string
}

const TITLE_LENGTH = { least: 3, most: 60 }
const MOST_TITLE_WORDS = 8
const SUMMARY_LENGTH = { least: 15, most: 180 }
/** Share of a summary's words that the text has; the rest joins them. */
const SUMMARY_SHARE = 0.7
const NOT_PLAIN = /https?:|www\.|[*`#<>{}[\]|\\]|\p{Cc}/u
const NUMBER = /\d+(?:[.,]\d+)*/gu

/** The title when it is short and all of its words are the text's own; else null. */
export function acceptableTitle(title: string, named: NamedText): string | null {
  const cleaned = squeezed(title).replace(/[.:]$/u, '')
  const share = shareIn(cleaned, named)
  const fits = isBetween(cleaned, TITLE_LENGTH) && cleaned.split(' ').length <= MOST_TITLE_WORDS
  return fits && !NOT_PLAIN.test(cleaned) && share === 1 ? cleaned : null
}

/** The summary when it is one line, says no number of its own, and mostly has the text's words; else null. */
export function acceptableSummary(summary: string, named: NamedText): string | null {
  const cleaned = squeezed(summary)
  if (!isBetween(cleaned, SUMMARY_LENGTH) || NOT_PLAIN.test(cleaned)) return null
  if ((cleaned.match(NUMBER) ?? []).some((number) => !named.text.includes(number))) return null
  return shareIn(cleaned, named) >= SUMMARY_SHARE ? cleaned : null
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim()

const isBetween = ({ length }: string, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  least <= length && length <= most

/** Share of the words that carry meaning which the text has, in any inflection; 0 when there are none. */
function shareIn(name: string, { text, language }: NamedText): number {
  const words = stemsOf(name, language)
  if (words.length === 0) return 0
  const there = new Set(stemsOf(text, language))
  return words.filter((word) => there.has(word)).length / words.length
}

const stemsOf = (text: string, language: string): string[] =>
  tokenize(text)
    .filter((token) => !isStopWord(token.text, language))
    .map((token) => stem(token.text, language))
