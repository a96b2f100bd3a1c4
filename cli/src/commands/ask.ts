import { withConnection } from '../connection.ts'
import { placeOf, printHit } from '../passages.ts'
import type { Terminal } from '../terminal.ts'
import { filtersOf, type FilterOptions } from './search.ts'

/** Prints the answer with its citations, or the nearest passages when the documents do not hold it; both are exit code 0. */
export async function ask(terminal: Terminal, question: string, options: FilterOptions): Promise<number> {
  const filters = filtersOf(options)
  const response = await withConnection(
    { ingest: false },
    async ({ client }) => await client.ask({ question, ...(filters === undefined ? {} : { filters }) }),
  )
  const { style } = terminal
  terminal.result(response)
  terminal.line(response.answer)
  terminal.line()
  for (const citation of response.citations) {
    terminal.line(
      `${style.bold(`[${citation.n}] ${placeOf(citation)}`)}  ${style.dim(citation.headingPath.join(' › '))}`,
    )
    terminal.line(`    “${citation.text.replaceAll(/\s+/g, ' ').trim()}”`)
  }
  if (response.abstained && response.nearest.length > 0) {
    terminal.line(style.dim('The nearest passages:'))
    for (const hit of response.nearest) printHit(terminal, hit)
  }
  terminal.note(
    style.dim(
      `${response.engine} answer, confidence ${response.confidence.toFixed(2)}, ${response.tookMs.toFixed(0)} ms`,
    ),
  )
  return 0
}
