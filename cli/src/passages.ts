import type { Citation, SearchHit } from '@learnpath/contracts'
import type { Terminal } from './terminal.ts'

const SNIPPET_BEFORE = 80
const SNIPPET_LENGTH = 320

/** `path:page`, as one would write it in a note. */
export function placeOf({ path, page }: Pick<Citation, 'path' | 'page'>): string {
  return page === null ? path : `${path}:${page}`
}

/** A hit as lines: place, headings, and the part of the passage around its first match with the matches marked. */
export function printHit(terminal: Terminal, hit: SearchHit): void {
  const { style } = terminal
  const headings = hit.headingPath.length === 0 ? '' : `  ${hit.headingPath.join(' › ')}`
  terminal.line(`${style.bold(`${hit.rank}. ${placeOf(hit)}`)}${style.dim(`${headings}  (${hit.score.toFixed(2)})`)}`)
  terminal.line(`   ${snippetOf(hit, (text) => style.mark(text))}`)
}

/** The start of a long passage is not where its match is: shows what is around the first one, in one line. */
export function snippetOf({ text, start, highlights }: SearchHit, mark: (text: string) => string): string {
  const first = Math.max(0, (highlights[0]?.start ?? start) - start)
  const from = first <= SNIPPET_BEFORE ? 0 : Math.max(0, text.lastIndexOf(' ', first - SNIPPET_BEFORE / 2) + 1)
  const to = text.length <= from + SNIPPET_LENGTH ? text.length : text.lastIndexOf(' ', from + SNIPPET_LENGTH)
  let at = from
  let snippet = from > 0 ? '… ' : ''
  for (const highlight of highlights) {
    const begin = Math.max(at, highlight.start - start)
    const end = Math.min(to, highlight.end - start)
    if (end <= begin) continue
    snippet += text.slice(at, begin) + mark(text.slice(begin, end))
    at = end
  }
  return `${snippet}${text.slice(at, to)}${to < text.length ? ' …' : ''}`.replaceAll(/\s+/g, ' ').trim()
}
