import { tokenize } from '../../server/kernel/text/tokens.ts'

export interface GoldSpan {
  readonly start: number
  readonly end: number
  /** Share of the passage's words that the span holds. */
  readonly overlap: number
}

/** Of two places with the same words the one nearer to where the raw file has it wins. */
const PLACE_WEIGHT = 0.05

/**
 * Finds where a passage lies in a parsed document: the run of as many words as the passage has that shares most words with
 * it. Both have been through the parser, so markup plays no part.
 */
export function findGoldSpan(text: string, passage: string, place: number): GoldSpan | null {
  const words = tokenize(text)
  const wanted = tokenize(passage)
  const [first] = words
  if (first === undefined || wanted.length === 0) return null
  const open = new Map<string, number>()
  for (const { text: word } of wanted) open.set(word, (open.get(word) ?? 0) + 1)
  const length = Math.min(wanted.length, words.length)
  let shared = 0
  let best = { at: 0, value: -Infinity, overlap: 0 }
  for (const [index, { text: word }] of words.entries()) {
    shared += take(open, word, 1)
    const leaving = words[index - length]
    if (leaving !== undefined) shared += take(open, leaving.text, -1)
    const at = index - length + 1
    if (at < 0) continue
    const overlap = shared / wanted.length
    const value = overlap - PLACE_WEIGHT * Math.abs(at / words.length - place)
    if (value > best.value) best = { at, value, overlap }
  }
  const start = words[best.at]?.start ?? first.start
  const end = words[best.at + length - 1]?.end ?? first.end
  return { start, end, overlap: best.overlap }
}

/** Counts a word in or out of the window. @returns the change of the number of shared words. */
function take(open: Map<string, number>, word: string, by: 1 | -1): number {
  const left = open.get(word)
  if (left === undefined) return 0
  open.set(word, left - by)
  if (by === 1) return left > 0 ? 1 : 0
  return left >= 0 ? -1 : 0
}
