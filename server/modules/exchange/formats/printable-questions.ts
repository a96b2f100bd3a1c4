import { clozeAnswers, clozeQuestion } from '../content/cloze-markup.ts'
import type { ExportContent, ExportEntry } from '../content/export-entry.ts'
import { matchingPairs, orderedSteps } from '../content/item-sides.ts'
import { printablePage } from './printable-page.ts'
import { escapeHtml, textAsHtml } from './text-as-html.ts'

/** Questions to be printed, with the solutions on pages of their own. */
export function printableQuestions(content: ExportContent): Generator<string> {
  const languages = new Set(content.entries.flatMap(({ item }) => (item === null ? [] : [item.language])))
  const [language = null] = languages.size === 1 ? languages : []
  return printablePage(content.title, language, body(content, language))
}

function* body({ title, entries }: ExportContent, language: string | null): Generator<string> {
  yield `<h1 dir="auto">${escapeHtml(title)}</h1>`
  yield '<ol class="items">'
  for (const entry of entries) yield `<li dir="auto">${question(entry)}</li>`
  yield '</ol>\n<section class="new-page">'
  yield `<h1 dir="auto">${escapeHtml(title)}: ${language === 'de' ? 'Lösungen' : 'Answers'}</h1>`
  yield '<ol class="items">'
  for (const entry of entries) yield `<li dir="auto">${solution(entry)}</li>`
  yield '</ol>\n</section>'
}

const ROOM_TO_WRITE = '<div class="lines"></div>'

function question({ item, kind, front }: ExportEntry): string {
  if (kind === 'cloze') return `<div>${textAsHtml(clozeQuestion(front))}</div>`
  if (item === null) return `<div>${textAsHtml(front)}</div>${ROOM_TO_WRITE}`
  const { type, stem, options, left, right } = item
  const asked = `<div>${textAsHtml(stem)}</div>`
  if (type === 'matching') return `${asked}${list('ul', left)}${list('ol class="letters"', right)}`
  if (type === 'ordering') return asked + list('ul', options)
  if (type === 'true-false') return `${asked}<div>☐ ✓ &nbsp; ☐ ✗</div>`
  return options.length > 0 ? asked + list('ol class="letters"', options) : asked + ROOM_TO_WRITE
}

function solution({ item, kind, front, back, source }: ExportEntry): string {
  const answer =
    item?.type === 'matching'
      ? list(
          'ul',
          matchingPairs(item).map((pair) => pair.join(' – ')),
        )
      : item?.type === 'ordering'
        ? list('ol', orderedSteps(item))
        : `<div>${textAsHtml([...(kind === 'cloze' ? clozeAnswers(front) : []), back].filter((text) => text !== '').join('\n'))}</div>`
  if (source === null) return answer
  const { evidence, label, href } = source
  const quote = evidence === null ? '' : `<blockquote>${textAsHtml(evidence)}</blockquote>`
  const place = href === null ? escapeHtml(label) : `<a href="${escapeHtml(href)}">${escapeHtml(label)}</a>`
  return `${answer}${quote}<div class="small">${place}</div>`
}

const list = (tag: string, texts: readonly string[]): string =>
  `<${tag}>${texts.map((text) => `<li dir="auto">${textAsHtml(text)}</li>`).join('')}</${tag.split(' ')[0] ?? tag}>`
