import { stem } from '../../../kernel/text/stem.ts'
import { isStopWord } from '../../../kernel/text/stop-words.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'

export interface StemmedWord {
  readonly stem: string
  readonly start: number
  readonly end: number
}

/** The words of a text that carry meaning, as stems with their places. */
export function contentWords(text: string, language: string): StemmedWord[] {
  const words: StemmedWord[] = []
  for (const token of tokenize(text)) {
    if (isStopWord(token.text, language) || (token.text.length < 2 && !/\p{Lu}|\d/u.test(text.charAt(token.start)))) {
      continue
    }
    words.push({ stem: stem(token.text, language), start: token.start, end: token.end })
  }
  return words
}

export function contentStems(text: string, language: string): Set<string> {
  return new Set(contentWords(text, language).map((word) => word.stem))
}

/** Share of `part` that is in `whole`; 0 for an empty part. */
export function coverage(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 0
  let shared = 0
  for (const one of part) if (whole.has(one)) shared++
  return shared / part.size
}

/** Whether one stem tells the other: equal, or a long common beginning, as inflection, derivation and compounds leave it. */
export function isAkin(left: string, right: string): boolean {
  if (left === right) return true
  const shorter = Math.min(left.length, right.length)
  if (shorter < 4) return false
  let common = 0
  while (common < shorter && left.charCodeAt(common) === right.charCodeAt(common)) common++
  if (common >= 5 && common >= shorter - 1) return true
  // German compounds hold the word at either end: "Zellmembran", "Membran".
  return shorter >= 6 && (left.endsWith(right) || right.endsWith(left))
}
