import { GAP } from '../content/cloze-markup.ts'
import type { ExportContent, ExportEntry } from '../content/export-entry.ts'
import { sourceHtml } from './anki-notes.ts'
import { questionForm, questionName, type QuestionForm } from './question-form.ts'
import { textAsMathHtml } from './text-as-html.ts'

/** Questions in Moodle's GIFT. Ordering, which GIFT lacks, becomes matching of steps with their numbers. */
export function* gift({ title, entries }: ExportContent): Generator<string> {
  yield `$CATEGORY: ${title.replaceAll(/[/\s]+/gu, ' ').trim()}\n`
  for (const [index, entry] of entries.entries()) {
    yield `\n::${escaped(questionName(entry, index))}::[html]${body(entry)}\n`
  }
}

function body(entry: ExportEntry): string {
  const form = questionForm(entry)
  const feedback = entry.source === null ? '' : `####${escaped(sourceHtml(entry.source))}`
  if (form.kind !== 'gap') return `${html(form.stem)} {${answers(form)}${feedback}}`
  const answer = `{=%100%${answerText(form.answer)}${feedback}}`
  // A gap that the text begins with: its answer goes to the end, since there must be text before it.
  if (form.before.trim() === '') return `${html(GAP + form.after)} ${answer}`
  return `${html(form.before)} ${answer} ${html(form.after)}`.trim()
}

function answers(form: Exclude<QuestionForm, { kind: 'gap' }>): string {
  switch (form.kind) {
    case 'choice':
      return form.options.map((option, index) => `${index === form.correct ? '=' : '~'}${html(option)} `).join('')
    case 'true-false':
      return form.isTrue ? 'TRUE' : 'FALSE'
    case 'text':
      return `=%100%${answerText(form.answer)}`
    case 'matching':
      return pairs([...form.pairs, ...form.extra.map((right) => ['', right] as const)])
    case 'ordering':
      return pairs(form.steps.map((step, index) => [String(index + 1), step]))
    case 'essay':
      return ''
  }
}

const pairs = (all: readonly (readonly [string, string])[]): string =>
  all.map(([left, right]) => `=${html(left)} -> ${html(right)} `).join('')

const escaped = (text: string): string => text.replaceAll(/[\\~=#{}:]/g, String.raw`\$&`)
const html = (text: string): string => escaped(textAsMathHtml(text))
/** What is typed is compared as text; an asterisk would stand for anything. */
const answerText = (text: string): string => escaped(text.replaceAll('*', String.raw`\*`))
