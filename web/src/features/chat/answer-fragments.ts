import type { AskResponse, SentenceSupport } from '@learnpath/contracts'

/** A stretch of text, or the number of a source. */
export type Fragment =
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'marker'; readonly n: number; readonly at: number }

/** A sentence with its markers, or what stands between sentences. */
export interface AnswerPart {
  readonly at: number
  /** Null between sentences. */
  readonly support: SentenceSupport | null
  readonly fragments: readonly Fragment[]
}

const MARKER = /\[(\d+)\]/g

/** Cuts text at the [n] of known sources; any other number in brackets is text. */
export function fragmentsOf(text: string, known: ReadonlySet<number>, offset = 0): Fragment[] {
  const fragments: Fragment[] = []
  let from = 0
  const push = (to: number): void => {
    if (to > from) fragments.push({ kind: 'text', text: text.slice(from, to), at: offset + from })
  }
  for (const match of text.matchAll(MARKER)) {
    const n = Number(match[1])
    if (!known.has(n)) continue
    push(match.index)
    fragments.push({ kind: 'marker', n, at: offset + match.index })
    from = match.index + match[0].length
  }
  push(text.length)
  return fragments
}

/** The answer by its sentences. What a quote itself has in brackets is text, too. */
export function answerPartsOf({
  answer,
  sentences,
  citations,
}: Pick<AskResponse, 'answer' | 'sentences' | 'citations'>): AnswerPart[] {
  const known = new Set(citations.map(({ n }) => n))
  const parts: AnswerPart[] = []
  let from = 0
  const between = (to: number): void => {
    const fragments = fragmentsOf(answer.slice(from, to), known, from)
    if (fragments.length > 0) parts.push({ at: from, support: null, fragments })
  }
  for (const { start, end, text, support } of sentences) {
    between(start)
    const isQuote = citations.some((citation) => citation.text.includes(text))
    parts.push({ at: start, support, fragments: fragmentsOf(text, isQuote ? new Set() : known, start) })
    from = end
  }
  between(answer.length)
  return parts
}
