import { LearnPathError } from '@learnpath/contracts'

/**
 * Rows of a separated text after RFC 4180, with any separator: a field in quotes may hold separators, line breaks and doubled quotes.
 * Empty lines and lines that begin with `#` are left out, as Anki does.
 * @throws LP_IMPORT_DAMAGED when a quote is never closed
 */
export function* separatedRows(text: string, separator: string): Generator<string[]> {
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    if (row.length === 0 && text[at] === '#') {
      at = endOfLine(text, at) + 1
      continue
    }
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at, separator)
    row.push(field.value)
    at = field.end
    if (text[at] === separator) {
      at += 1
      if (at === text.length) row.push('')
      if (at < text.length && (text[at] === '\n' || text[at] === '\r')) row.push('')
      else continue
    }
    while (at < text.length && text[at] !== '\n') at += 1
    at += 1
    if (row.length > 1 || row[0]?.trim() !== '') yield row
    row = []
  }
  if (row.length > 0 && (row.length > 1 || row[0]?.trim() !== '')) yield row
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
