import type { SourcePassage } from '@learnpath/contracts'
import type { Terminal } from './terminal.ts'

const LONGEST_PASSAGE = 400

/** A passage in one line, below the place where it stands. */
export function printPassage(
  terminal: Terminal,
  { path, page, headingPath, text }: SourcePassage,
  indent = '  ',
): void {
  const place = page === null ? path : `${path}:${page}`
  const headings = headingPath.length === 0 ? '' : `  ${headingPath.join(' › ')}`
  const oneLine = text.replaceAll(/\s+/g, ' ').trim()
  const cut = oneLine.length <= LONGEST_PASSAGE ? oneLine : `${oneLine.slice(0, LONGEST_PASSAGE)} …`
  terminal.line(`${indent}${terminal.style.dim(`${place}${headings}`)}`)
  terminal.line(`${indent}${cut}`)
}
