import { sentences } from '../../kernel/text/sentences.ts'
import type { Block, TextRange } from '../../ports/parsed-document.ts'
import { textSize } from './chunk-tokens.ts'

/** About 200 words of prose; the token bound matters for code, CJK text and long words. */
export const MAX_CHUNK_WORDS = 200
export const MAX_CHUNK_TOKENS = 320
/** A run without a space is cut here, so that one atom never exceeds a chunk. */
const MAX_RUN = 150

/** The smallest piece a chunk is made of: a sentence, a table row, a line of code, a heading, or part of an over-long one. */
export interface Atom extends TextRange {
  readonly kind: Block['kind']
  /** Share of a chunk it fills; more than 1 never occurs. */
  readonly size: number
}

/** Cuts a block into atoms that together cover all its text but white space. */
export function atomsOf(text: string, block: Block, language: string): Atom[] {
  const atoms: Atom[] = []
  for (const { start, end } of rangesOf(text, block, language)) {
    const size = sizeOf(text.slice(start, end))
    if (size <= 1) atoms.push({ start, end, kind: block.kind, size })
    else for (const piece of splitRun(text, { start, end })) atoms.push({ ...piece, kind: block.kind })
  }
  return atoms
}

/** Share of a chunk that a text fills. */
export function sizeOf(text: string): number {
  const { words, tokens } = textSize(text)
  return Math.max(words / MAX_CHUNK_WORDS, tokens / MAX_CHUNK_TOKENS)
}

function rangesOf(text: string, block: Block, language: string): TextRange[] {
  switch (block.kind) {
    case 'heading':
    case 'table-row':
      return trimmed(text, block)
    case 'code':
      return lines(text, block)
    case 'paragraph':
    case 'quote':
    case 'list-item':
      return sentences(text.slice(block.start, block.end), language).map(({ start, end }) => ({
        start: block.start + start,
        end: block.start + end,
      }))
  }
}

function lines(text: string, block: TextRange): TextRange[] {
  const result: TextRange[] = []
  let start = block.start
  while (start < block.end) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 || feed > block.end ? block.end : feed
    result.push(...trimmed(text, { start, end }))
    start = end + 1
  }
  return result
}

function trimmed(text: string, range: TextRange): TextRange[] {
  const slice = text.slice(range.start, range.end)
  const length = slice.trimEnd().length
  const lead = slice.length - slice.trimStart().length
  return length === 0 ? [] : [{ start: range.start + lead, end: range.start + length }]
}

/** Cuts what is longer than a chunk between words, and words without end between characters. */
function splitRun(text: string, range: TextRange): (TextRange & { size: number })[] {
  const pieces: (TextRange & { size: number })[] = []
  let current: { start: number; end: number; size: number } | null = null
  for (const word of shortRuns(text, range)) {
    const size = sizeOf(text.slice(word.start, word.end))
    if (current !== null && current.size + size <= 1) {
      current.end = word.end
      current.size += size
    } else {
      if (current !== null) pieces.push(current)
      current = { ...word, size }
    }
  }
  if (current !== null) pieces.push(current)
  return pieces
}

function* shortRuns(text: string, range: TextRange): Generator<TextRange> {
  for (const match of text.slice(range.start, range.end).matchAll(/\S+/g)) {
    let start = range.start + match.index
    const end = start + match[0].length
    while (end - start > MAX_RUN) {
      let cut = start + MAX_RUN
      if (isLowSurrogate(text.charCodeAt(cut))) cut--
      yield { start, end: cut }
      start = cut
    }
    yield { start, end }
  }
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
