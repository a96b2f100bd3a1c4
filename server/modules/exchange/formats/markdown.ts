import { clozeAnswers, clozeQuestion } from '../content/cloze-markup.ts'
import type { ExportContent, ExportEntry } from '../content/export-entry.ts'
import { matchingPairs, orderedSteps } from '../content/item-sides.ts'
import { escapeMarkdown, markdownLink } from './escape-markdown.ts'

/** The questions, and after them the answers with where they stand. */
export function* markdown({ title, entries }: ExportContent): Generator<string> {
  yield `# ${escapeMarkdown(title)}\n`
  for (const [index, entry] of entries.entries()) yield `\n## ${index + 1}\n\n${question(entry)}\n`
  yield '\n## Answers\n'
  for (const [index, entry] of entries.entries()) yield `\n### ${index + 1}\n\n${answer(entry)}\n`
}

function question({ item, kind, front }: ExportEntry): string {
  if (item === null || kind === 'cloze') return escapeMarkdown(kind === 'cloze' ? clozeQuestion(front) : front)
  const stem = escapeMarkdown(item.stem)
  if (item.type === 'matching') return [stem, list(item.left, bullet), list(item.right, lettered)].join('\n\n')
  return item.options.length === 0
    ? stem
    : `${stem}\n\n${list(item.options, item.type === 'ordering' ? bullet : lettered)}`
}

function answer({ item, kind, front, back, source }: ExportEntry): string {
  const parts: string[] = []
  if (kind === 'cloze') parts.push(list(clozeAnswers(front), bullet))
  if (item?.type === 'matching') {
    parts.push(
      list(
        matchingPairs(item).map((pair) => pair.join(' – ')),
        bullet,
      ),
    )
  } else if (item?.type === 'ordering') parts.push(list(orderedSteps(item), numbered))
  else if (back !== '') parts.push(escapeMarkdown(back))
  if (source !== null) {
    if (source.evidence !== null) parts.push(escapeMarkdown(source.evidence).replaceAll(/^/gm, '> '))
    parts.push(markdownLink(source.label, source.href))
  }
  return parts.join('\n\n')
}

const list = (texts: readonly string[], mark: (index: number) => string): string =>
  texts.map((text, index) => `${mark(index)} ${escapeMarkdown(text).replaceAll('\n', '\n   ')}`).join('\n')

const bullet = (): string => '-'
const numbered = (index: number): string => `${index + 1}.`
const lettered = (index: number): string => `- ${String.fromCodePoint(65 + index)})`
