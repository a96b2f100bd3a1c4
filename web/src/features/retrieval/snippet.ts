export interface Snippet {
  /** Offsets into the document. */
  readonly start: number
  readonly end: number
  readonly isCutBefore: boolean
  readonly isCutAfter: boolean
}

interface Range {
  readonly start: number
  readonly end: number
}

const LENGTH = 300
/** What stands before the first match. */
const LEAD = 60

interface Passage extends Range {
  readonly text: string
  readonly title: string
  readonly headingPath: readonly string[]
}

/** The part of a passage that holds most matches, from a word's start to a word's end. Its heading is told beside it. */
export function snippetOf(passage: Passage, highlights: readonly Range[]): Snippet {
  const { end } = passage
  const start = passage.start + headingLength(passage)
  const text = passage.text.slice(start - passage.start)
  if (end - start <= LENGTH) return { start, end, isCutBefore: false, isCutAfter: false }
  let best = { from: start, matches: -1 }
  for (const { start: first } of highlights) {
    const from = Math.max(start, Math.min(first - LEAD, end - LENGTH))
    const matches = highlights.filter((other) => other.start >= from && other.end <= from + LENGTH).length
    if (matches > best.matches) best = { from, matches }
  }
  const from = best.from - start
  const to = from + LENGTH
  const wordStart = from === 0 ? 0 : from + Math.max(0, text.slice(from).search(/\s\S/) + 1)
  const lastBlank = text.slice(0, to).search(/\s\S*$/)
  const wordEnd = to >= text.length || lastBlank <= wordStart ? Math.min(to, text.length) : lastBlank
  return {
    start: start + wordStart,
    end: start + wordEnd,
    isCutBefore: wordStart > 0,
    isCutAfter: wordEnd < text.length,
  }
}

/** What a passage repeats of its own heading at its start; 0 when it is nothing else. */
function headingLength({ text, title, headingPath }: Passage): number {
  const heading = [title, ...headingPath].find((one) => one !== '' && text.startsWith(`${one}\n`))
  if (heading === undefined) return 0
  const rest = text.slice(heading.length)
  return rest.trim() === '' ? 0 : heading.length + (rest.length - rest.trimStart().length)
}
