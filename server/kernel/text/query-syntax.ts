/** What a person typed into a search box. */
export interface ParsedQuery {
  /** Words outside quotes, in order, joined by blanks. */
  readonly words: string
  readonly phrases: readonly string[]
  readonly excludedWords: readonly string[]
  readonly excludedPhrases: readonly string[]
}

const QUOTES = new Set(['"', '“', '”', '„', '‟'])
const HAS_WORD = /[\p{L}\p{N}]/u
const BLANK = /\s/u

/** End of the quoted text that starts after `from`, or -1 when the quote is not closed. */
function closingQuote(query: string, from: number): number {
  for (let at = from; at < query.length; at += 1) {
    if (query[at] === '\\') at += 1
    else if (QUOTES.has(query.charAt(at))) return at
  }
  return -1
}

/** Index after the last character of the word that starts at `from`. */
function wordEnd(query: string, from: number): number {
  let at = from
  while (at < query.length && !BLANK.test(query.charAt(at)) && !QUOTES.has(query.charAt(at))) {
    at += query[at] === '\\' ? 2 : 1
  }
  return Math.min(at, query.length)
}

const unescaped = (text: string): string => text.replaceAll(/\\(.)/gsu, '$1')

/**
 * Reads words, "exact phrases", -excluded words and -"excluded phrases". Straight and curly double quotes are the same;
 * a backslash takes the meaning from the character after it; a quote that is never closed is read as a blank.
 */
export function parseQuery(query: string): ParsedQuery {
  const words: string[] = []
  const phrases: string[] = []
  const excludedWords: string[] = []
  const excludedPhrases: string[] = []
  let at = 0
  while (at < query.length) {
    if (BLANK.test(query.charAt(at))) {
      at += 1
      continue
    }
    // A minus excludes only at the start of a word; a lone one, or one before a blank, is punctuation.
    const excluded = query[at] === '-' && (at === 0 || BLANK.test(query.charAt(at - 1)))
    const start = excluded ? at + 1 : at
    if (QUOTES.has(query.charAt(start))) {
      const end = closingQuote(query, start + 1)
      const phrase = end < 0 ? '' : unescaped(query.slice(start + 1, end))
      if (HAS_WORD.test(phrase)) (excluded ? excludedPhrases : phrases).push(phrase)
      at = end < 0 ? start + 1 : end + 1
      continue
    }
    const end = Math.max(wordEnd(query, start), start + 1)
    const word = unescaped(query.slice(start, end))
    if (HAS_WORD.test(word)) (excluded ? excludedWords : words).push(word)
    at = end
  }
  return { words: words.join(' '), phrases, excludedWords, excludedPhrases }
}

/** Makes a query that searches for the words of `text` alone: nothing in it quotes or excludes. */
export function escapeQuery(text: string): string {
  return text.replaceAll(/[\\"“”„‟]|(?<=^|\s)-/gu, String.raw`\$&`)
}
