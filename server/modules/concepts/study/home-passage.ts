import type { DocumentText } from '@learnpath/contracts'

interface Range {
  readonly start: number
  readonly end: number
}

/** Longer sections are cut to the blocks around the place that matters, in UTF-16 units. */
const LONGEST_PASSAGE = 1500

/**
 * What to read of a section about a concept: all of it, or, when it is long, the blocks from the first that names the concept (or
 * defines it) on, and some before when there is room.
 */
export function homePassage(
  { text, blocks }: Pick<DocumentText, 'text' | 'blocks'>,
  section: Range,
  { names, definition }: { readonly names: readonly string[]; readonly definition: Range | null },
): Range {
  const whole = trimmed(text, section)
  if (whole.end - whole.start <= LONGEST_PASSAGE) return whole
  const anchor =
    definition !== null && definition.start >= whole.start && definition.end <= whole.end
      ? definition.start
      : firstMention(text.slice(whole.start, whole.end).toLowerCase(), names, whole.start)
  const inside = blocks.filter(({ start, end }) => start >= whole.start && end <= whole.end)
  const at = inside.findIndex(({ start, end }) => start <= anchor && anchor < end)
  const first = inside[at]
  if (first === undefined) return whole
  let { start, end } = first
  for (const block of inside.slice(at + 1)) {
    if (block.end - start > LONGEST_PASSAGE) break
    end = block.end
  }
  for (const block of inside.slice(0, at).toReversed()) {
    if (end - block.start > LONGEST_PASSAGE) break
    start = block.start
  }
  return { start, end }
}

function firstMention(lowerText: string, names: readonly string[], offset: number): number {
  const places = names.map((name) => lowerText.indexOf(name.toLowerCase())).filter((place) => place >= 0)
  return offset + (places.length === 0 ? 0 : Math.min(...places))
}

function trimmed(text: string, { start, end }: Range): Range {
  const piece = text.slice(start, end)
  const from = start + piece.length - piece.trimStart().length
  return { start: Math.min(from, end), end: Math.max(from, start + piece.trimEnd().length) }
}
