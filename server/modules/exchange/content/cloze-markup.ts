/** A stretch of a cloze text: shown, or a deletion. */
export type ClozePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'deletion'; readonly number: number; readonly answer: string; readonly hint: string | null }

const DELETION = /\{\{c(\d{1,3})::([\s\S]*?)\}\}(?!\})/g

/** Takes `{{c1::answer::hint}}` apart. The parts hold the text in its order. */
export function clozeParts(text: string): ClozePart[] {
  const parts: ClozePart[] = []
  let last = 0
  for (const match of text.matchAll(DELETION)) {
    if (match.index > last) parts.push({ kind: 'text', text: text.slice(last, match.index) })
    const [answer = '', hint] = (match[2] ?? '').split('::')
    parts.push({ kind: 'deletion', number: Number(match[1]), answer, hint: hint ?? null })
    last = match.index + match[0].length
  }
  if (last < text.length) parts.push({ kind: 'text', text: text.slice(last) })
  return parts
}

export const GAP = '_____'

/** The text as it is asked: gaps where the deletions are. */
export const clozeQuestion = (text: string): string =>
  clozeParts(text)
    .map((part) => (part.kind === 'text' ? part.text : part.hint === null ? GAP : `${GAP} (${part.hint})`))
    .join('')

/** The deleted words, in their order. */
export const clozeAnswers = (text: string): string[] =>
  clozeParts(text).flatMap((part) => (part.kind === 'deletion' ? [part.answer] : []))
