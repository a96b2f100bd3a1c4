import type { Progress } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

const DAYS_SHOWN = 14
const CONCEPTS_SHOWN = 10

/** What was planned, done and mastered, and whether recall was as predicted. */
export async function showProgress(
  terminal: Terminal,
  query: { readonly collection?: string; readonly days: number },
): Promise<number> {
  const progress = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('progress', { query: { ...query } }),
  )
  terminal.result(progress)
  printDays(terminal, progress)
  printRetention(terminal, progress)
  printConcepts(terminal, progress)
  return 0
}

function printDays(terminal: Terminal, { days, streakDays }: Progress): void {
  const rows = days
    .slice(-DAYS_SHOWN)
    .map(({ date, reviews, answers, minutes, plannedMinutes }) => [
      date,
      `${reviews} reviews`,
      `${answers} answers`,
      `${minutes} min`,
      plannedMinutes > 0 ? `of ${plannedMinutes} planned` : '',
    ])
  for (const line of tableLines(rows)) terminal.line(line.trimEnd())
  if (streakDays > 1) terminal.line(`${streakDays} days in a row`)
}

const percent = (share: number | null): string => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)

function printRetention(terminal: Terminal, { retention }: Progress): void {
  terminal.line()
  terminal.line(terminal.style.bold('Recall'))
  if (retention.reviews === 0) return terminal.line('  no review of a known card yet')
  const { predicted, actual, reviews, byPrediction } = retention
  const rows = [
    ['  all', percent(predicted), percent(actual), `${reviews} reviews`],
    ...byPrediction.map((bin) => ['', percent(bin.predicted), percent(bin.actual), `${bin.reviews} reviews`]),
  ]
  for (const line of tableLines([['', 'predicted', 'actual', ''], ...rows])) terminal.line(line.trimEnd())
}

function printConcepts(terminal: Terminal, { concepts, mastered }: Progress): void {
  terminal.line()
  terminal.line(`${terminal.style.bold('Concepts')}  ${mastered} mastered of ${concepts.length} met`)
  const weakest = concepts.filter((concept) => !concept.mastered).slice(0, CONCEPTS_SHOWN)
  const rows = weakest.map(({ name, mastery, uncertainty, answers }) => [
    `  ${name}`,
    `${percent(mastery)} ± ${Math.round(uncertainty * 100)}`,
    `${answers} answers`,
  ])
  for (const line of tableLines(rows)) terminal.line(line)
}
