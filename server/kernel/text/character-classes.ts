/** What a UTF-16 code unit is to the tokenizer. */
export const SEPARATOR = 0
/** a–z and 0–9: already normalised. */
export const PLAIN = 1
/** A–Z. */
export const ASCII_UPPER = 2
/** Any other letter, digit or combining mark of a script that writes spaces. */
export const LETTER = 3
/** Invisible inside words: soft hyphen, joiners, Arabic tatweel, variation selectors. */
export const IGNORABLE = 4
/** Han, Hiragana, Katakana, Hangul, Bopomofo: cut into overlapping pairs. */
export const CJK = 5
/** Thai, Lao, Khmer, Myanmar: no spaces between words; cut by dictionary. */
export const UNSPACED = 6
/** First half of a character outside the basic plane. */
export const SURROGATE = 7

const IGNORABLE_CHARACTER = /\u{AD}|\u{640}|[\u{200B}-\u{200D}]|\u{2060}|\p{Variation_Selector}|\u{FEFF}/u
const CJK_CHARACTER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u30FC\uFF70\uFF9E\uFF9F]/u
const UNSPACED_CHARACTER = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u

/** Class of one whole character. */
export function classOfCharacter(character: string): number {
  if (IGNORABLE_CHARACTER.test(character)) return IGNORABLE
  if (!WORD_CHARACTER.test(character)) return SEPARATOR
  if (CJK_CHARACTER.test(character)) return CJK
  return UNSPACED_CHARACTER.test(character) ? UNSPACED : LETTER
}

function makePage(page: number): Uint8Array {
  const classes = new Uint8Array(256)
  for (let low = 0; low < 256; low++) {
    const code = (page << 8) | low
    if (code >= 0xd800 && code <= 0xdfff) classes[low] = code < 0xdc00 ? SURROGATE : SEPARATOR
    else if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) classes[low] = PLAIN
    else if (code >= 65 && code <= 90) classes[low] = ASCII_UPPER
    else if (code >= 128) classes[low] = classOfCharacter(String.fromCharCode(code))
  }
  return classes
}

// One page per 256 code units, made when a text first needs it: a full table would cost milliseconds at start.
const pages: (Uint8Array | undefined)[] = Array.from({ length: 256 })

export function classOfUnit(code: number): number {
  const page = code >> 8
  const classes = (pages[page] ??= makePage(page))
  return classes[code & 255] ?? SEPARATOR
}
