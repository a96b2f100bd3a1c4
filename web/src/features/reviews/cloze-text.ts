const DELETION = /\{\{c\d{1,3}::([\s\S]*?)(?:::([\s\S]*?))?\}\}(?!\})/g
const GAP = '_____'

/** A stretch of a cloze card: said, or asked for. */
interface ClozePart {
  readonly text: string
  /** Offset in the text of the card. */
  readonly at: number
  readonly isGap: boolean
  readonly hint: string | null
}

/** The text of a cloze card, `{{c1::Paris::city}}`, taken apart. */
export function clozeParts(text: string): ClozePart[] {
  const parts: ClozePart[] = []
  let at = 0
  for (const match of text.matchAll(DELETION)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), at, isGap: false, hint: null })
    parts.push({ text: match[1] ?? '', at: match.index, isGap: true, hint: match[2] ?? null })
    at = match.index + match[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at), at, isGap: false, hint: null })
  return parts
}

/** The text with gaps in place of what is asked for. */
export const clozeQuestion = (text: string): string =>
  clozeParts(text)
    .map((part) => (part.isGap ? (part.hint === null ? GAP : `${GAP} (${part.hint})`) : part.text))
    .join('')

/** What the gaps hold, in their order. */
export const clozeAnswers = (text: string): string[] =>
  clozeParts(text).flatMap((part) => (part.isGap ? [part.text] : []))
