import type { ExportContent, ExportEntry } from '../content/export-entry.ts'
import { frontHtml, sourceHtml } from './anki-notes.ts'
import { textAsMathHtml } from './text-as-html.ts'

const HEAD = [
  '#separator:tab',
  '#html:true',
  '#guid column:1',
  '#notetype column:2',
  '#deck column:3',
  '#tags column:4',
]

/** Notes as text that Anki (from 2.1.54) imports, with its note types Basic and Cloze. The source stands at the end of the back. */
export function* ankiTsv({ entries }: ExportContent): Generator<string> {
  yield HEAD.map((line) => `${line}\n`).join('')
  for (const entry of entries) yield `${row(entry).map(cell).join('\t')}\n`
}

function row(entry: ExportEntry): string[] {
  const { guid, kind, deck, tags, back, source } = entry
  const place = source === null ? '' : `<div class="learnpath-source">${sourceHtml(source)}</div>`
  const type = kind === 'cloze' ? 'Cloze' : 'Basic'
  const fields = [frontHtml(entry), textAsMathHtml(back) + place]
  return [guid, type, deck, tags.map((tag) => tag.trim().replaceAll(/\s+/gu, '_')).join(' '), ...fields]
}

const cell = (text: string): string => {
  const oneLine = text.replaceAll('\t', '&emsp;').replaceAll(/[\r\n]+/g, ' ')
  return oneLine.includes('"') ? `"${oneLine.replaceAll('"', '""')}"` : oneLine
}
