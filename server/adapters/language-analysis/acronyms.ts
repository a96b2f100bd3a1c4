import type { Unit } from './words.ts'

/** A short form and the words it stands for, in one unit. */
export interface AcronymPair {
  readonly short: { readonly from: number; readonly to: number }
  readonly long: { readonly from: number; readonly to: number }
}

const LONGEST_LONG_FORM = 7

/** "long form (LF)" and "LF (long form)", after A. Schwartz and M. Hearst (2003), by the first letters of words. */
export function acronymPairs(unit: Unit, plain: string): AcronymPair[] {
  const { words } = unit
  const pairs: AcronymPair[] = []
  words.forEach((word, at) => {
    if (!word.allCapitals) return
    const letters = (word.pluralOfInitials ? word.norm.slice(0, -1) : word.norm).replaceAll(/[^\p{L}]/gu, '')
    if (letters.length < 2) return
    if (plain.charAt(word.start - 1) === '(' && plain.charAt(word.end) === ')') {
      const from = longFormBefore(unit, at, letters)
      if (from !== null) pairs.push({ short: { from: at, to: at + 1 }, long: { from, to: at } })
    } else if (/^ ?\($/.test(plain.slice(word.end, words[at + 1]?.start ?? word.end))) {
      const to = longFormAfter(unit, at, letters, plain)
      if (to !== null) pairs.push({ short: { from: at, to: at + 1 }, long: { from: at + 1, to } })
    }
  })
  return pairs
}

function longFormBefore({ words }: Unit, at: number, letters: string): number | null {
  for (let from = at - 1; from >= Math.max(0, at - LONGEST_LONG_FORM); from--) {
    if (from < at - 1 && words[from + 1]?.joined !== true) return null
    if (spells(words.slice(from, at), letters)) return from
  }
  return null
}

function longFormAfter({ words }: Unit, at: number, letters: string, plain: string): number | null {
  for (let to = at + 2; to <= Math.min(words.length, at + 1 + LONGEST_LONG_FORM); to++) {
    const last = words[to - 1]
    if (last === undefined || (to > at + 2 && !last.joined)) return null
    if (/^[),;]/.test(plain.slice(last.end, last.end + 1))) {
      return spells(words.slice(at + 1, to), letters) ? to : null
    }
  }
  return null
}

/**
 * Whether the letters are, in order, letters of the words, each word's first among them but for function words. One word
 * alone must be a compound ("Desoxyribonukleinsäure (DNS)"): its first letter and its last letter but in order suffice.
 */
function spells(words: readonly { readonly norm: string; readonly stop: boolean }[], letters: string): boolean {
  const [first] = words
  if (first === undefined || first.stop || words.at(-1)?.stop === true) return false
  if (first.norm.charAt(0) !== letters.charAt(0)) return false
  if (words.length > letters.length + 2) return false
  if (words.length === 1) return first.norm.length >= 4 * letters.length && isSubsequence(letters, first.norm)
  let at = 0
  for (const word of words) {
    if (word.norm.charAt(0) === letters.charAt(at)) at += 1
    else if (!word.stop) return false
    // "deoxyribonucleic acid": letters inside the word, as long as the next word's first is left over.
    for (let inner = 1; inner < word.norm.length && at < letters.length - restOf(words, word); inner++) {
      if (word.norm.charAt(inner) === letters.charAt(at)) at += 1
    }
  }
  return at === letters.length
}

function restOf(
  words: readonly { readonly norm: string; readonly stop: boolean }[],
  word: { readonly norm: string },
): number {
  const after = words.slice(words.findIndex((each) => each === word) + 1)
  return after.filter((each) => !each.stop).length
}

function isSubsequence(letters: string, word: string): boolean {
  let at = 0
  for (const letter of word) if (letter === letters.charAt(at)) at += 1
  return at === letters.length
}
