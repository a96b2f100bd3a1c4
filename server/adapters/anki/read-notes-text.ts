import { createHash } from 'node:crypto'
import { LearnPathError } from '@learnpath/contracts'
import type { AnkiCard, AnkiPackageContent } from '../../ports/anki-packages.ts'
import { separatedRows } from './separated-rows.ts'
import { textOfHtml } from './text-of-html.ts'

const SEPARATORS: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  space: ' ',
  pipe: '|',
  colon: ':',
}
const MAX_SIDE_CHARACTERS = 20_000
const MAX_REFUSED = 1000
const CLOZE = /\{\{c\d{1,3}::/

interface NotesHead {
  readonly separator: string
  readonly isHtml: boolean
  /** Of every note, where no column says it. */
  readonly values: ReadonlyMap<string, string>
  /** 0-based column by what it holds. */
  readonly columns: ReadonlyMap<string, number>
}

/**
 * Notes in Anki's text format (from 2.1.54, `#separator:tab` …). The first column that is nothing else is the front, all that follow are the
 * back. A note without an id gets one from its front, so that the same file updates its cards.
 * @throws LP_IMPORT_DAMAGED when it is no UTF-8 or a quote is never closed
 */
export function readNotesText(bytes: Uint8Array, defaultDeck: string): AnkiPackageContent {
  const text = decoded(bytes)
  const { head, body } = splitHead(text)
  const cards: AnkiCard[] = []
  const refused: { what: string; why: string }[] = []
  for (const row of separatedRows(body, head.separator)) {
    const card = cardOf(row, head, defaultDeck)
    if (typeof card !== 'string') cards.push(card)
    else if (refused.length < MAX_REFUSED) {
      refused.push({ what: `note "${row.join(' ').trim().slice(0, 80)}"`, why: card })
    }
  }
  return { cards, refused }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new LearnPathError('LP_IMPORT_DAMAGED', { detail: 'it is no text in UTF-8', cause })
  }
}

function splitHead(text: string): { head: NotesHead; body: string } {
  const values = new Map<string, string>()
  const columns = new Map<string, number>()
  let at = 0
  while (text[at] === '#') {
    const end = text.indexOf('\n', at)
    const line = text.slice(at + 1, end < 0 ? undefined : end).trim()
    at = end < 0 ? text.length : end + 1
    const colon = line.indexOf(':')
    const key = line.slice(0, colon).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (key.endsWith(' column')) columns.set(key.slice(0, -' column'.length), Number(value) - 1)
    else values.set(key, value)
  }
  const body = text.slice(at)
  const named = values.get('separator') ?? ''
  const separator = SEPARATORS[named.toLowerCase()] ?? (named === '' ? guessed(body) : named.slice(0, 1))
  return { head: { separator, isHtml: values.get('html') !== 'false', values, columns }, body }
}

/** As Anki does: what the first line holds of a tab, a semicolon or a comma. */
function guessed(body: string): string {
  const [line = ''] = body.split('\n', 1)
  return ['\t', ';', ','].find((each) => line.includes(each)) ?? '\t'
}

/** @returns why it cannot be taken, in words */
function cardOf(row: readonly string[], head: NotesHead, defaultDeck: string): AnkiCard | string {
  const { values, columns, isHtml } = head
  const special = new Set(columns.values())
  const column = (name: string): string => row[columns.get(name) ?? -1]?.trim() ?? ''
  const plain = (field: string): string => (isHtml ? textOfHtml(field) : field.trim())
  const [first = '', ...rest] = row.filter((_, index) => !special.has(index))
  const front = plain(first)
  const back = rest
    .map(plain)
    .filter((field) => field !== '')
    .join('\n\n')
  if (front === '') return 'its front is empty'
  if (front.length > MAX_SIDE_CHARACTERS || back.length > MAX_SIDE_CHARACTERS) {
    return `a side has more than ${MAX_SIDE_CHARACTERS} characters`
  }
  const tags = (columns.has('tags') ? column('tags') : (values.get('tags') ?? ''))
    .split(/\s+/)
    .filter((tag) => tag !== '')
  return {
    guid: column('guid').slice(0, 1000) || `text:${createHash('sha256').update(front).digest('hex').slice(0, 20)}`,
    deck: (column('deck') || (values.get('deck') ?? '') || defaultDeck).slice(0, 200),
    kind: CLOZE.test(front) ? 'cloze' : 'basic',
    front,
    back,
    tags,
    suspended: false,
    reviews: [],
  }
}
