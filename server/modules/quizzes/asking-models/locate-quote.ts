import type { TextRange } from '../../../ports/parsed-document.ts'

/** Signs that models write for others. */
const SAME_SIGN: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
}

/**
 * Where a text holds a quote word for word: runs of white space count as one blank, and kinds of quotation marks and dashes are not
 * told apart. Null when it does not, or holds it inside a longer word only.
 */
export function locateQuote(text: string, quote: string): TextRange | null {
  const wanted = plain(quote).text.trim()
  if (wanted === '') return null
  const { text: plainText, places } = plain(text)
  for (let at = plainText.indexOf(wanted); at >= 0; at = plainText.indexOf(wanted, at + 1)) {
    const start = places[at] ?? 0
    const end = (places[at + wanted.length - 1] ?? 0) + 1
    if (!cutsWord(text, start) && !cutsWord(text, end)) return { start, end }
  }
  return null
}

/** The text with single blanks and plain signs; `places`: where each of its units stands in the text. */
function plain(text: string): { readonly text: string; readonly places: readonly number[] } {
  const units: string[] = []
  const places: number[] = []
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at)
    const isBlank = /\s/u.test(unit)
    if (isBlank && units.at(-1) === ' ') continue
    units.push(isBlank ? ' ' : (SAME_SIGN[unit] ?? unit))
    places.push(at)
  }
  return { text: units.join(''), places }
}

const WORD = /[\p{L}\p{N}]/u

const cutsWord = (text: string, at: number): boolean => WORD.test(text.charAt(at - 1)) && WORD.test(text.charAt(at))
