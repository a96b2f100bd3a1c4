import type { Card } from '@learnpath/contracts'
import { clozeAnswers, clozeQuestion } from '../content/cloze-markup.ts'
import type { EntrySource, ExportContent, ExportEntry } from '../content/export-entry.ts'

const HEAD = [
  'deck',
  'type',
  'question',
  'answer',
  'tags',
  'document',
  'page',
  'evidence',
  'link',
  'state',
  'due',
  'id',
]

/** What a spreadsheet takes for a sign of UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF'

/** A table after RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe. */
export function* csv({ entries }: ExportContent): Generator<string> {
  yield BYTE_ORDER_MARK + line(HEAD)
  for (const entry of entries) yield line(row(entry))
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

function row({ guid, deck, tags, item, kind, front, back, source, card }: ExportEntry): string[] {
  const isCloze = kind === 'cloze'
  const answers = isCloze ? [clozeAnswers(front).join('; '), back].filter((text) => text !== '').join('\n') : back
  return [
    deck,
    item?.type ?? kind,
    isCloze ? clozeQuestion(front) : front,
    answers,
    tags.join(' '),
    ...place(source),
    ...schedule(card),
    guid,
  ]
}

const place = (source: EntrySource | null): string[] =>
  source === null
    ? ['', '', '', '']
    : [source.passage.path, String(source.passage.page ?? ''), source.evidence ?? '', source.href ?? '']

/** A new card is due whenever its turn comes. */
const schedule = (card: Card | null): string[] =>
  card === null ? ['', ''] : [card.state, card.state === 'new' ? '' : card.dueAt]

const FORMULA = /^[=+\-@\t\r]/

const cell = (text: string): string => {
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
