/** Half-open range of UTF-16 units. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A group of numbers in brackets, such as "[1]" or "[1, 3]", with the blanks before it. */
export interface MarkerGroup extends TextRange {
  readonly numbers: readonly number[]
}

const FENCE = /^ {0,3}(?<fence>`{3,}|~{3,})[^\n]*(?:\n(?:[\s\S]*?\n)??(?: {0,3}\k<fence>[`~]*[ \t]*$|(?![\s\S]))|$)/gmu
const INLINE_CODE = /(?<!`)(?<ticks>`+)(?!`)(?<code>[^\n]*?[^`\n])\k<ticks>(?!`)/gu
const WORD = String.raw`(?:sources?|quellen?|references?|refs?|documents?|docs?|passages?)\.?\s*[:#]?\s*(?:no\.?|nr\.?)?\s*`
const NUMBER = String.raw`\^?#?\d{1,3}`
const LIST = String.raw`(?:${WORD})?${NUMBER}(?:\s*(?:[,;&/–-]|and|und)\s*(?:${WORD})?${NUMBER})*`
/** In square or lenticular brackets, also escaped or as code; in round ones only with the word "source". A link behind it belongs to it. */
const GROUP = new RegExp(
  String.raw`(?<blanks>[ \t\u{A0}]*)(?:\u0060?\\?\[\s*(?<square>${LIST})\s*\\?\](?:\u0060|\((?:https?:|#|\/)[^()\s]*\))?|【\s*(?<lens>${LIST})(?:†[^】\n]{0,40})?\s*】|\(\s*(?<round>${WORD}${NUMBER}(?:\s*(?:[,;&–-]|and|und)\s*(?:${WORD})?${NUMBER})*)\s*\))`,
  'giu',
)
const MARKER_AS_CODE = /^\s*\\?\[[\s\d,^#]+\\?\]\s*$/u
/** "values[0].name", "x[1] := 2": an index, not a marker. */
const INDEX_AFTER = /^(?:\.[\p{Ll}_]|\s*:?=(?!=))/u
/** Nothing, or what begins a quoted block or an item of a list. */
const LINE_START = /^[ \t]*(?:>[ \t]*)*(?:(?:[-*+•–]|\d{1,3}[.)])[ \t]*)?$/u
const WIDEST_RANGE = 20

/** Blocks of code between fences, the fences included. */
export function codeBlocks(text: string): TextRange[] {
  return [...text.matchAll(FENCE)].map((found) => rangeOf(found))
}

/** Where markers of citations stand: not in code. */
export function findMarkers(text: string, blocks: readonly TextRange[]): MarkerGroup[] {
  const inline = [...text.matchAll(INLINE_CODE)]
    .filter(({ groups }) => !MARKER_AS_CODE.test(groups?.['code'] ?? ''))
    .map((found) => rangeOf(found))
  const code = [...blocks, ...inline]
  const groups: MarkerGroup[] = []
  for (const found of text.matchAll(GROUP)) {
    const range = rangeOf(found)
    const list = found.groups?.['square'] ?? found.groups?.['lens'] ?? found.groups?.['round'] ?? ''
    if (code.some(({ start, end }) => start < range.end && end > range.start)) continue
    if (isIndex(text, found)) continue
    groups.push({ ...withBlanksBehind(text, range), numbers: numbersOf(list) })
  }
  return groups
}

function rangeOf(found: RegExpExecArray): TextRange {
  return { start: found.index, end: found.index + found[0].length }
}

/** At the beginning of a line the blanks behind a marker go with it, not those before it. */
function withBlanksBehind(text: string, { start, end }: TextRange): TextRange {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  if (!LINE_START.test(before)) return { start, end }
  const [blanksBefore, blanksBehind] = [start, end].map((at) => /^[ \t\u{A0}]*/u.exec(text.slice(at))?.[0].length ?? 0)
  return { start: start + (blanksBefore ?? 0), end: end + (blanksBehind ?? 0) }
}

function isIndex(text: string, found: RegExpExecArray): boolean {
  if (found.groups?.['square'] === undefined || found.groups['blanks'] !== '') return false
  const before = text.charAt(found.index - 1)
  return (
    /[\p{L}\p{N}_]/u.test(before) &&
    INDEX_AFTER.test(text.slice(found.index + found[0].length, found.index + found[0].length + 8))
  )
}

function numbersOf(list: string): number[] {
  const numbers: number[] = []
  let isRange = false
  for (const [part] of list.matchAll(/\d+|[–-]/gu)) {
    const number = Number(part)
    if (Number.isNaN(number)) {
      isRange = true
      continue
    }
    const last = numbers.at(-1)
    if (isRange && last !== undefined && number > last && number - last <= WIDEST_RANGE) {
      for (let between = last + 1; between < number; between++) numbers.push(between)
    }
    numbers.push(number)
    isRange = false
  }
  return [...new Set(numbers)]
}
