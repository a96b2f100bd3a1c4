import { IGNORABLE, classOfUnit } from './character-classes.ts'
import type { Token } from './token.ts'

const VOICED_MARK = /^[\u3099\u309A\uFF9E\uFF9F]$/u

/**
 * Adds the overlapping pairs of a run of Han, kana or Hangul from `start` to `end` ("東京都" → "東京", "京都"), or the single
 * character of a run of one. Half-width forms are joined with their voicing marks first. Returns `end`.
 */
export function pairTokens(text: string, start: number, end: number, tokens: Token[]): number {
  let previous: Token | undefined
  let pairs = 0
  for (let at = start; at < end;) {
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
    if (width === 1 && classOfUnit(text.charCodeAt(at)) === IGNORABLE) {
      at += 1
      continue
    }
    let stop = at + width
    if (stop < end && VOICED_MARK.test(text.charAt(stop))) stop += 1
    const unit = { text: text.slice(at, stop).normalize('NFKC').toLowerCase(), start: at, end: stop }
    if (previous !== undefined) {
      tokens.push({ text: previous.text + unit.text, start: previous.start, end: unit.end })
      pairs += 1
    }
    previous = unit
    at = stop
  }
  if (pairs === 0 && previous !== undefined) tokens.push(previous)
  return end
}
