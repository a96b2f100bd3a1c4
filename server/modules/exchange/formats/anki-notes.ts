import type { AnkiNote } from '../../../ports/anki-packages.ts'
import { clozeParts } from '../content/cloze-markup.ts'
import type { EntrySource, ExportContent, ExportEntry } from '../content/export-entry.ts'
import { escapeHtml, textAsHtml, textAsMathHtml, withMathDelimiters } from './text-as-html.ts'

/** What Anki is to hold of each entry. */
export function* ankiNotes({ entries, at }: ExportContent): Generator<AnkiNote> {
  for (const entry of entries) yield ankiNote(entry, at)
}

function ankiNote(entry: ExportEntry, at: number): AnkiNote {
  const { guid, deck, kind, back, source, tags, card, log } = entry
  return {
    guid,
    deck,
    kind,
    frontHtml: frontHtml(entry),
    backHtml: textAsMathHtml(back),
    sourceHtml: source === null ? '' : sourceHtml(source),
    tags,
    suspended: card?.suspended ?? false,
    state: card?.state ?? 'new',
    dueAt: card === null ? at : Date.parse(card.dueAt),
    stabilityDays: card?.stabilityDays ?? null,
    difficulty: card?.memoryDifficulty ?? null,
    lapses: card?.lapses ?? 0,
    reviews: log,
  }
}

/** The first field of a note as HTML, with the deletions of a cloze in Anki's own form. */
export function frontHtml({ kind, front }: Pick<ExportEntry, 'kind' | 'front'>): string {
  if (kind === 'basic') return textAsMathHtml(front)
  return clozeParts(withMathDelimiters(front))
    .map((part) => {
      if (part.kind === 'text') return withoutBraces(textAsHtml(part.text))
      const hint = part.hint === null ? '' : `::${withinDeletion(part.hint)}`
      return `{{c${part.number}::${withinDeletion(part.answer)}${hint}}}`
    })
    .join('')
}

/** A document about templates may hold `{{` itself. */
const withoutBraces = (html: string): string => html.replaceAll('{{', '{&#123;')
/** Two closing braces would end the deletion, two colons begin its hint. */
const withinDeletion = (text: string): string =>
  textAsHtml(text)
    .replaceAll('{{', '{&#123;')
    .replaceAll('}}', '}&#125;')
    .replace(/\}$/, '&#125;')
    .replaceAll('::', ':&#58;')

/** Where it stands: the quote, and a link when a server is known. */
export function sourceHtml({ evidence, label, href }: EntrySource): string {
  const quote = evidence === null ? '' : `<blockquote>${textAsMathHtml(evidence)}</blockquote>`
  return quote + (href === null ? escapeHtml(label) : `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`)
}
