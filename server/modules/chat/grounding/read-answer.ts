import { sentences } from '../../../kernel/text/sentences.ts'
import { codeBlocks, findMarkers, type MarkerGroup, type TextRange } from './citation-markers.ts'

/** Something that an answer says: a sentence, an item of a list, a row of a table, a block of code. */
export interface AnswerClaim extends TextRange {
  /** Without markers; `start` and `end` are the places of its first and last character in the answer. */
  readonly text: string
  /** Its groups of markers. */
  readonly groups: readonly MarkedPart[]
  readonly kind: 'sentence' | 'lead-in' | 'code'
}

/** A group of markers and what stands before it in its sentence, back to the group before. */
export interface MarkedPart {
  /** Place among the answer's groups. */
  readonly group: number
  readonly text: string
}

export interface ReadAnswer {
  /** The answer as it was written, but for a list of sources at its end. */
  readonly text: string
  readonly markers: readonly MarkerGroup[]
  readonly claims: readonly AnswerClaim[]
}

const SOURCES_HEADING =
  /^[ \t]*(?:#{1,6}[ \t]*)?(?:\*\*|__)?(?:sources?|references?|citations?|bibliography|quellen?(?:angaben|verzeichnis)?|literatur|belege)(?:\*\*|__)?[ \t]*:?(?:\*\*|__)?[ \t]*/iu
const SOURCES_ITEM = /^[ \t]*(?:[-*+•][ \t]+)?(?:\\?\[\^?\d{1,3}\\?\]|【\d{1,3}】)/u
const LINE_START = /^[ \t]*(?:>[ \t]*)*(?:(?:[-*+•–]|\d{1,3}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?/u
const HEADING = /^[ \t]*(?:#{1,6}[ \t]|(?<bold>\*\*|__)[^*_\n]{1,120}\k<bold>:?[ \t]*$)/u
/** Too long for the number of a source. */
const YEAR_IN_BRACKETS = /\[(?<year>\d{4,})\]/gu
/** Fewer words than these before a marker say nothing by themselves. */
const PART_WORDS = 4
const NEXT_SENTENCE = /^\s+["'“„«(*_]*[\p{Lu}\p{N}]/u
const RULE = /^[ \t|:*_=-]*$/u

/** Reads an answer in Markdown: what it says, and which markers belong to what. */
export function readAnswer(written: string, language: string): ReadAnswer {
  const text = withoutSourceList(written).trimEnd().replaceAll(YEAR_IN_BRACKETS, '($<year>)')
  const blocks = codeBlocks(text)
  const markers = findMarkers(text, blocks)
  const claims: AnswerClaim[] = []
  for (const part of linesAndBlocks(text, blocks)) {
    const own = markers.flatMap((group, index) => (group.start < part.end && group.end > part.start ? [index] : []))
    if (part.isCode) claims.push({ ...codeOf(text, part), groups: [], kind: 'code' })
    else claims.push(...lineClaims({ text, line: part, markers, own }, language))
    const last = claims.at(-1)
    const isOnlyMarkers = own.length > 0 && !part.isCode && (last === undefined || last.end <= part.start)
    if (isOnlyMarkers && last !== undefined) {
      const added = own.map((group) => ({ group, text: last.text }))
      claims[claims.length - 1] = { ...last, groups: [...last.groups, ...added] }
    }
  }
  return { text, markers, claims }
}

/** "Sources:" and what follows it, when nothing follows but items that begin with a marker. */
function withoutSourceList(text: string): string {
  const lines = text.split('\n')
  const at = lines.findLastIndex((line) => SOURCES_HEADING.test(line))
  if (at < 0) return text
  const rest = (lines[at] ?? '').replace(SOURCES_HEADING, '')
  const items = [rest, ...lines.slice(at + 1)].filter((line) => line.trim() !== '')
  return items.length > 0 && items.every((line) => SOURCES_ITEM.test(line)) ? lines.slice(0, at).join('\n') : text
}

function* linesAndBlocks(
  text: string,
  blocks: readonly TextRange[],
): Generator<TextRange & { readonly isCode: boolean }> {
  let start = 0
  while (start < text.length) {
    const block = blocks.find((one) => one.start === start)
    if (block !== undefined) {
      yield { ...block, isCode: true }
      start = block.end + 1
      continue
    }
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    yield { start, end, isCode: false }
    start = end + 1
  }
}

function codeOf(text: string, { start, end }: TextRange): TextRange & { readonly text: string } {
  const lines = text.slice(start, end).split('\n')
  const closes = /^\s*[`~]{3,}\s*$/u.test(lines.at(-1) ?? '')
  return { start, end, text: lines.slice(1, closes ? -1 : undefined).join('\n') }
}

interface Line {
  readonly text: string
  readonly line: TextRange
  readonly markers: readonly MarkerGroup[]
  /** Groups of markers of this line. */
  readonly own: readonly number[]
}

function lineClaims({ text, line, markers, own }: Line, language: string): AnswerClaim[] {
  const raw = text.slice(line.start, line.end)
  if (HEADING.test(raw) || RULE.test(raw)) return []
  const { clean, places } = withoutMarkers(
    text,
    line,
    own.flatMap((index) => markers[index] ?? []),
  )
  const begin = LINE_START.exec(clean)?.[0].length ?? 0
  const marked = own.map((index) => places.filter((place) => place < (markers[index]?.start ?? 0)).length)
  const ranges = sentences(clean.slice(begin), language)
    .map(({ start, end }) => ({ start: begin + start, end: begin + end }))
    .flatMap((range) => cutAtMarkers(clean, range, marked))
  const claims = ranges.map(({ start, end }): AnswerClaim => {
    const said = clean.slice(start, end)
    return {
      start: places[start] ?? line.start,
      end: (places[end - 1] ?? line.end - 1) + 1,
      text: said,
      groups: [],
      kind: said.endsWith(':') ? 'lead-in' : 'sentence',
    }
  })
  for (const index of own) attach(claims, index, { text, markers, places })
  return claims
}

interface MarkedLine {
  readonly text: string
  readonly markers: readonly MarkerGroup[]
  /** Of the line's characters that belong to no marker. */
  readonly places: readonly number[]
}

/** A marker after the full stop belongs to the sentence before it; one at the beginning of the line to what follows. */
function attach(claims: AnswerClaim[], index: number, { text, markers, places }: MarkedLine): void {
  const at = markers[index]?.start ?? 0
  const place = Math.max(
    0,
    claims.findLastIndex((claim) => claim.start < at),
  )
  const claim = claims[place]
  if (claim === undefined) return
  const before = claim.groups.at(-1)
  const from = before === undefined ? claim.start : (markers[before.group]?.end ?? claim.start)
  const part = placesWithin(places, from, at)
    .map((one) => text.charAt(one))
    .join('')
    .trim()
  const isPart = part.split(/\s+/u).length >= PART_WORDS
  const marked = { group: index, text: isPart ? part : (before?.text ?? claim.text) }
  claims[place] = { ...claim, groups: [...claim.groups, marked] }
}

const placesWithin = (places: readonly number[], from: number, to: number): number[] =>
  places.filter((place) => place >= from && place < to)

/** "… not in P [2]. For example …": a full stop beside a marker ends a sentence, whatever stands before it. */
function cutAtMarkers(clean: string, { start, end }: TextRange, marked: readonly number[]): TextRange[] {
  const cuts: number[] = []
  for (const at of marked) {
    const stop = /[.!?]/u.test(clean.charAt(at)) ? at + 1 : /[.!?]/u.test(clean.charAt(at - 1)) ? at : -1
    if (stop > start && stop < end && NEXT_SENTENCE.test(clean.slice(stop, stop + 6))) cuts.push(stop)
  }
  const places = [start, ...cuts.toSorted((a, b) => a - b)]
  return places.map((place, index) => {
    const from = place + (/^\s*/u.exec(clean.slice(place, end))?.[0].length ?? 0)
    return { start: from, end: places[index + 1] ?? end }
  })
}

/** The line without its markers, and where each of its characters stands in the answer. */
function withoutMarkers(
  text: string,
  line: TextRange,
  groups: readonly MarkerGroup[],
): { readonly clean: string; readonly places: readonly number[] } {
  const places: number[] = []
  for (let at = line.start; at < line.end; at++) {
    const group = groups.find(({ start, end }) => at >= start && at < end)
    if (group === undefined) places.push(at)
    else at = group.end - 1
  }
  return { clean: places.map((at) => text.charAt(at)).join(''), places }
}
