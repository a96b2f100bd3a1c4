import {
  ASCII_UPPER,
  CJK,
  IGNORABLE,
  LETTER,
  PLAIN,
  SEPARATOR,
  SURROGATE,
  UNSPACED,
  classOfCharacter,
  classOfUnit,
} from './character-classes.ts'
import { humps } from './humps.ts'
import { pairTokens } from './pair-tokens.ts'
import type { Token } from './token.ts'

export type { Token } from './token.ts'

const APOSTROPHE = 0x27
const RIGHT_QUOTE = 0x2019
const FULL_STOP = 0x2e
const COMMA = 0x2c
const PLUS = 0x2b
const HASH = 0x23

let segmenter: Intl.Segmenter | undefined

/**
 * Cuts a text into words: runs of letters, digits and combining marks, with an apostrophe between letters ("don't", "l'eau")
 * and a point or comma between digits ("3.14", "1,000" → "1000") kept inside; "c++" and "c#" keep their signs.
 * Han, kana and Hangul give overlapping pairs; Thai, Lao, Khmer and Burmese are cut by dictionary.
 */
export function tokenize(text: string): Token[] {
  return cut(text, null)
}

/** Stands for a word that nobody asked for. */
const PASSED_OVER: Token = { text: '', start: 0, end: 0 }

/** Per ASCII code unit in lower case: the least length of a wanted word that begins with it, 0 when there is none. */
export type WordStarts = Uint8Array

const LONGEST_LEAST = 255

/** Starts of words like those given. */
export function wordStarts(words: Iterable<string>): WordStarts {
  const starts = new Uint8Array(128)
  for (const word of words) {
    const first = word.charCodeAt(0)
    const length = Math.min(word.length, LONGEST_LEAST)
    if (first < starts.length) starts[first] = Math.min(starts[first] || length, length)
  }
  return starts
}

/**
 * Like `tokenize`, but plain words of a–z and digits that begin otherwise than `starts` tells, or are shorter by more than a
 * letter, are not read: a token with empty text keeps their place. Much faster when few words are wanted.
 */
export function tokenizeLike(text: string, starts: WordStarts): Token[] {
  return cut(text, starts)
}

function isWanted(text: string, start: number, end: number, starts: WordStarts): boolean {
  const least = starts[text.charCodeAt(start) | LOWER_CASE] ?? 0
  return least !== 0 && end - start + 1 >= least
}

const isPlain = (code: number): boolean => (code >= 97 && code <= 122) || isDigit(code)

/**
 * The quick way past most words: where one ends that holds nothing but small letters and digits behind at most one capital, and that
 * nobody wants. `start` where it is another kind of word, or where that is not plain to see.
 */
function endOfUnwanted(text: string, start: number, starts: WordStarts): number {
  const first = text.charCodeAt(start)
  if (!isPlain(first) && !(first >= 65 && first <= 90)) return start
  let at = start + 1
  while (at < text.length && isPlain(text.charCodeAt(at))) at += 1
  if (!endsHere(text, at)) return start
  const end = at === start + 1 ? withSigns(text, start, at) : at
  return isWanted(text, start, end, starts) ? start : end
}

/** Whether a word surely ends before the character: what may belong to it is left to a closer look. */
function endsHere(text: string, at: number): boolean {
  if (at >= text.length) return true
  const code = text.charCodeAt(at)
  if (code === FULL_STOP || code === COMMA) return !isDigit(text.charCodeAt(at + 1))
  return code < 128 && code !== APOSTROPHE && classOfUnit(code) === SEPARATOR
}

function cut(text: string, starts: WordStarts | null): Token[] {
  const tokens: Token[] = []
  const length = text.length
  let at = 0
  while (at < length) {
    const kind = classAt(text, at)
    if (kind === SEPARATOR || kind === IGNORABLE) at += 1
    else if (kind === CJK) at = pairTokens(text, at, endOfRun(text, at, CJK), tokens)
    else if (kind === UNSPACED) at = unspacedTokens(text, at, tokens)
    else {
      const end = starts === null ? at : endOfUnwanted(text, at, starts)
      if (end > at) tokens.push(PASSED_OVER)
      at = end > at ? end : wordToken(text, at, tokens, starts)
    }
  }
  return tokens
}

function classAt(text: string, at: number): number {
  const kind = classOfUnit(text.charCodeAt(at))
  if (kind !== SURROGATE) return kind
  const code = text.codePointAt(at) ?? 0
  return code > 0xffff ? classOfCharacter(String.fromCodePoint(code)) : SEPARATOR
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
}

function endOfRun(text: string, start: number, kind: number): number {
  let at = start
  while (at < text.length) {
    const here = classAt(text, at)
    if (here !== kind && here !== IGNORABLE) break
    at += widthAt(text, at)
  }
  return at
}

function unspacedTokens(text: string, start: number, tokens: Token[]): number {
  const end = endOfRun(text, start, UNSPACED)
  segmenter ??= new Intl.Segmenter('th', { granularity: 'word' })
  for (const piece of segmenter.segment(text.slice(start, end))) {
    if (piece.isWordLike !== true) continue
    const from = start + piece.index
    tokens.push({ text: normalizeWord(piece.segment), start: from, end: from + piece.segment.length })
  }
  return end
}

// Marks inside a word, beside the classes of characters.
const NUMBER_MARK = 8
const APOSTROPHE_MARK = 9
const RIGHT_QUOTE_MARK = 10
const NOT_PLAIN = ~(1 << PLAIN)
const NOT_SIMPLE = ~((1 << PLAIN) | (1 << ASCII_UPPER))
/** Makes a small letter of a capital; leaves digits and small letters. */
const LOWER_CASE = 0x20
const NOT_ASCII = (1 << LETTER) | (1 << IGNORABLE) | (1 << SURROGATE) | (1 << RIGHT_QUOTE_MARK)

/** What was last read by `scanWord`; one object, as words are many. */
const scanned = { end: 0, kinds: 0, humped: false }

/** Finds where the word from `start` ends, which kinds of characters it holds (one bit each), and whether it is camel-case. */
function scanWord(text: string, start: number): void {
  let at = start
  let kinds = 0
  let humped = false
  let previous = 0
  let beforePrevious = 0
  while (at < text.length) {
    let kind = classOfUnit(text.charCodeAt(at))
    if (kind === SEPARATOR) kind = innerMark(text, at, start)
    else if (kind === SURROGATE && classAt(text, at) !== LETTER) break
    if (kind === SEPARATOR || kind === CJK || kind === UNSPACED) break
    if (kind === ASCII_UPPER) humped ||= previous === PLAIN
    // The last capital of "HTTPServer" begins the next word.
    else if (kind === PLAIN) humped ||= previous === ASCII_UPPER && beforePrevious === ASCII_UPPER
    kinds |= 1 << kind
    at += kind === SURROGATE ? 2 : 1
    beforePrevious = previous
    previous = kind
  }
  scanned.end = at
  scanned.kinds = kinds
  scanned.humped = humped
}

/** Reads one word from `start`, adds it, and returns where it ends. */
function wordToken(text: string, start: number, tokens: Token[], starts: WordStarts | null): number {
  scanWord(text, start)
  const { kinds, humped } = scanned
  const end = scanned.end === start + 1 ? withSigns(text, start, scanned.end) : scanned.end
  if (starts !== null && (kinds & NOT_SIMPLE) === 0 && !humped && !isWanted(text, start, end, starts)) {
    tokens.push(PASSED_OVER)
    return end
  }
  const surface = text.slice(start, end)
  let word = surface
  if ((kinds & NOT_ASCII) !== 0) word = normalizeWord(surface)
  else if ((kinds & NOT_PLAIN) !== 0) word = surface.toLowerCase()
  if ((kinds & (1 << NUMBER_MARK)) !== 0) word = withoutGrouping(word)
  if (word === '') return end
  const parts = humped ? humps(surface, start) : undefined
  tokens.push(parts === undefined ? { text: word, start, end } : { text: word, start, end, parts })
  return end
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Kind of a mark that belongs to the word around it, or SEPARATOR. */
function innerMark(text: string, at: number, start: number): number {
  const code = text.charCodeAt(at)
  if (code !== FULL_STOP && code !== COMMA && code !== APOSTROPHE && code !== RIGHT_QUOTE) return SEPARATOR
  if (at === start || at + 1 >= text.length) return SEPARATOR
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at + 1)
  if (code === FULL_STOP || code === COMMA) return isDigit(before) && isDigit(after) ? NUMBER_MARK : SEPARATOR
  if (!isLetter(before) || !isLetter(after)) return SEPARATOR
  return code === APOSTROPHE ? APOSTROPHE_MARK : RIGHT_QUOTE_MARK
}

function isLetter(code: number): boolean {
  const kind = classOfUnit(code)
  return kind === ASCII_UPPER || kind === LETTER || (kind === PLAIN && !isDigit(code))
}

/** "C++", "g++", "C#", "F#": a single letter with the signs that make it a name. */
function withSigns(text: string, start: number, end: number): number {
  if (!isLetter(text.charCodeAt(start))) return end
  const next = text.charCodeAt(end)
  if (next === HASH) return end + 1
  return next === PLUS && text.charCodeAt(end + 1) === PLUS ? end + 2 : end
}

/** "1,000" and "1.000.000" are compared as "1000" and "1000000"; "3.14" stays. */
function withoutGrouping(word: string): string {
  return /^\d{1,3}(?:[.,]\d{3})+$/.test(word) ? word.replaceAll(/[.,]/g, '') : word
}

const INVISIBLE = /\u{AD}|\u{640}|[\u{200B}-\u{200D}]|\u{2060}|\p{Variation_Selector}|\u{FEFF}|\u{2044}/gu
// Vowel signs of Arabic and Hebrew; the dot above is what lower case leaves of a Turkish capital I.
const OPTIONAL_MARKS = /[\u{64B}-\u{65F}]|\u{670}|[\u{591}-\u{5C7}]|\u{307}/gu

/** NFKC and lower case, without invisible characters and without the optional vowel signs of Arabic and Hebrew. */
function normalizeWord(word: string): string {
  const lower = word.normalize('NFKC').toLowerCase().normalize('NFC')
  return lower.replaceAll(INVISIBLE, '').replaceAll(OPTIONAL_MARKS, '').replaceAll('\u2019', "'")
}
