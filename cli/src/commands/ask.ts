import type { GraphMode } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { placeOf, printHit } from '../passages.ts'
import type { Terminal } from '../terminal.ts'
import { filtersOf, printRelations, type FilterOptions } from './search.ts'

export interface AskOptions extends FilterOptions {
  readonly graph?: GraphMode
}

/** Prints the answer with its citations, or the nearest passages when the documents do not hold it; both are exit code 0. */
export async function ask(terminal: Terminal, question: string, options: AskOptions): Promise<number> {
  const filters = filtersOf(options)
  const response = await withConnection(
    { ingest: false },
    async ({ client }) =>
      await client.ask({
        question,
        ...(filters === undefined ? {} : { filters }),
        ...(options.graph === undefined ? {} : { graphMode: options.graph }),
      }),
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
  if (response.graph !== undefined) printRelations(terminal, response.graph.relations)
  const by = response.graph === undefined ? '' : `, graph mode ${response.graph.mode}`
  terminal.note(
    style.dim(
      `${response.engine} answer${by}, confidence ${response.confidence.toFixed(2)}, ${response.tookMs.toFixed(0)} ms`,
    ),
  )
  return 0
}
