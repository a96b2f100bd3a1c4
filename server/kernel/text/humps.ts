import type { Token } from './token.ts'

// Names that readers take as one word in spite of their capitals: "java" must not find JavaScript.
const ONE_WORD = new Set(
  'javascript typescript youtube github gitlab linkedin facebook wordpress powerpoint postscript openstreetmap'.split(
    ' ',
  ),
)
const HUMP = /\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?\p{Ll}+\d*/gu
const SHORTEST_PART = 2
const PLURAL_OF_INITIALS = /^\p{Lu}+s$/u

/**
 * The words of a camel-case identifier ("keywordIndex", "HTTPServer", "HashMap"), or undefined when it is to stay one word
 * ("iPhone", "McDonald", "PDFs", "JavaScript": a part of one letter, or a known name).
 */
export function humps(surface: string, start: number): Token[] | undefined {
  if (ONE_WORD.has(surface.toLowerCase()) || PLURAL_OF_INITIALS.test(surface)) return undefined
  const parts: Token[] = []
  for (const match of surface.matchAll(HUMP)) {
    if (match[0].length < SHORTEST_PART || match[0] === 'Mc') return undefined
    const from = start + match.index
    parts.push({ text: match[0].toLowerCase(), start: from, end: from + match[0].length })
  }
  return parts.length > 1 ? parts : undefined
}
