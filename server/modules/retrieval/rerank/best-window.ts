import { sentences } from '../../../kernel/text/sentences.ts'
import type { KeywordTerm } from '../../../ports/keyword-index.ts'
import type { ChunkInDocument } from '../../library/index.ts'
import type { QueryPlan } from '../query-plan.ts'

type Text = Pick<ChunkInDocument, 'text' | 'language'>

interface Span {
  readonly start: number
  readonly end: number
}

/** Sentences; one that is longer than a window is cut, as a table or a list without full stops may be. */
function spansOf({ text, language }: Text, longest: number): Span[] {
  return sentences(text, language).flatMap(({ start, end }) => {
    const count = Math.ceil((end - start) / longest)
    const each = Math.ceil((end - start) / count)
    return Array.from({ length: count }, (_, at) => ({
      start: start + at * each,
      end: Math.min(end, start + (at + 1) * each),
    }))
  })
}

/**
 * The part of a chunk that a reranker reads: the run of sentences, no longer than `longest` (UTF-16 units), that holds most of the query's words,
 * each counted once by its worth; of equal ones the first. A chunk that holds none gives its beginning.
 */
export function bestWindow(
  { text, language }: Text,
  longest: number,
  { plan, worthOf }: { readonly plan: QueryPlan; readonly worthOf: (term: KeywordTerm) => number },
): string {
  if (text.length <= longest) return text
  const words = plan.wantedWords(text, language)
  const terms = plan.terms.filter((term) => term.language === language)
  const worth = new Map(terms.map((term) => [term.term, worthOf(term)]))
  const spans = spansOf({ text, language }, longest)
  let best = { from: 0, to: 0, value: -1 }
  for (let from = 0, to = 0; from < spans.length; from += 1) {
    const start = spans[from]?.start ?? 0
    to = Math.max(to, from)
    while ((spans[to + 1]?.end ?? Number.POSITIVE_INFINITY) - start <= longest) to += 1
    const end = spans[to]?.end ?? start
    const held = new Set(words.filter((word) => word.start >= start && word.end <= end).map(({ term }) => term))
    const value = [...held].reduce((sum, term) => sum + (worth.get(term) ?? 0), 0)
    if (value > best.value) best = { from, to, value }
  }
  return text.slice(spans[best.from]?.start ?? 0, spans[best.to]?.end ?? longest)
}
