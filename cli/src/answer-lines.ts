import type { AskResponse, Citation } from '@learnpath/contracts'
import { printHit } from './passages.ts'
import type { Terminal } from './terminal.ts'

/** `[1] file.pdf p. 3` */
const sourceOf = ({ n, path, page }: Citation): string => `[${n}] ${path}${page === null ? '' : ` p. ${page}`}`

/** The answer, and what it rests on. */
export function printAnswer(terminal: Terminal, response: AskResponse, { quotes }: { readonly quotes: boolean }): void {
  terminal.line(response.answer)
  printSupport(terminal, response)
  printSources(terminal, response, { quotes })
  printFacts(terminal, response)
}

/** Who answered instead of whom, how fast, and what it was searched for. */
export function printFacts(terminal: Terminal, response: AskResponse): void {
  const { engine, fallbacks, confidence, question, searchedFor, generation, tookMs } = response
  const { style } = terminal
  for (const failed of fallbacks) terminal.note(style.bad(`${failed.engine} could not answer: ${failed.message}`))
  const speed = generation?.tokensPerSecond ?? null
  const first = generation?.firstTextMs ?? null
  const facts = [
    `${engine} answer`,
    `confidence ${confidence.toFixed(2)}`,
    ...(first === null ? [] : [`first word after ${(first / 1000).toFixed(1)} s`]),
    ...(speed === null ? [] : [`${speed.toFixed(1)} tokens/s`]),
    `${tookMs.toFixed(0)} ms`,
    ...(searchedFor === question ? [] : [`searched for "${searchedFor}"`]),
  ]
  terminal.note(style.dim(facts.join(', ')))
}

/** The sentences that the sources do not hold, if there are any. */
export function printSupport(terminal: Terminal, { sentences }: Pick<AskResponse, 'sentences'>): void {
  const { style } = terminal
  for (const { text, support } of sentences) {
    if (support === 'partly') terminal.line(style.mark(`? partly supported: ${text}`))
    if (support === 'not-found') terminal.line(style.bad(`x not found in the sources: ${text}`))
  }
}

/** Where each source is; with its words on demand. The nearest passages where there is no answer. */
export function printSources(
  terminal: Terminal,
  { citations, abstained, nearest }: AskResponse,
  { quotes }: { readonly quotes: boolean },
): void {
  const { style } = terminal
  for (const citation of citations) {
    terminal.line(`${style.bold(sourceOf(citation))}  ${style.dim(citation.headingPath.join(' › '))}`.trimEnd())
    if (quotes) terminal.line(`    “${citation.text.replaceAll(/\s+/g, ' ').trim()}”`)
  }
  if (!abstained || nearest.length === 0) return
  terminal.line(style.dim('The nearest passages:'))
  for (const hit of nearest) printHit(terminal, hit)
}
