import { problemOf, type LearnPathError } from '@learnpath/contracts'
import type { Terminal } from './terminal.ts'

/**
 * In JSON mode the problem is the one document on standard output; otherwise it is told on standard error.
 * @param known what the command could tell all the same, for who reads the document
 */
export function reportFailure(
  terminal: Terminal,
  error: LearnPathError,
  known: Readonly<Record<string, unknown>> = {},
): void {
  const problem = problemOf(error, 'none')
  const { title, detail, issues, advice } = problem
  terminal.result({ ...problem, ...known })
  terminal.note(terminal.style.bad(title) + (issues === undefined && detail !== undefined ? `: ${detail}` : ''))
  for (const { field, message } of issues ?? []) terminal.note(`  ${field} ${message}`)
  const { retryAfterSeconds: seconds } = error.context
  const wait = seconds === undefined ? advice : `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`
  terminal.note(`${wait} [${error.code}]`)
}
