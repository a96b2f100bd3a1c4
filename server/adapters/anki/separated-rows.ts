import { LearnPathError } from '@learnpath/contracts'

/**
 * Rows of a separated text after RFC 4180, with any separator: a field in quotes may hold separators, line breaks and doubled quotes.
 * Empty lines and lines that begin with `#` are left out, as Anki does.
 * @throws LP_IMPORT_DAMAGED when a quote is never closed
 */
export function* separatedRows(text: string, separator: string): Generator<string[]> {
  for (let at = 0; at < text.length;) {
    if (text[at] === '#') {
      at = endOfLine(text, at) + 1
      continue
    }
    const { row, end } = rowAt(text, at, separator)
    at = end
    if (row.length > 1 || row[0]?.trim() !== '') yield row
  }
}

/** The row that begins at `start`. @returns also where the next one begins */
function rowAt(text: string, start: number, separator: string): { row: string[]; end: number } {
  const row: string[] = []
  for (let at = start; ;) {
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at, separator)
    row.push(field.value)
    if (text[field.end] !== separator) return { row, end: endOfLine(text, field.end) + 1 }
    at = field.end + 1
  }
}

interface Field {
  readonly value: string
  readonly end: number
}

function quotedField(text: string, start: number): Field {
  let value = ''
  for (let from = start + 1; ;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'a quote is never closed' })
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, end: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

function plainField(text: string, start: number, separator: string): Field {
  let end = start
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { value: text.slice(start, end), end }
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
