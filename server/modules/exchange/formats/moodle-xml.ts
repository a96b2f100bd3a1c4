import type { ExportContent, ExportEntry } from '../content/export-entry.ts'
import { sourceHtml } from './anki-notes.ts'
import { questionForm, questionName, type QuestionForm } from './question-form.ts'
import { escapeHtml, textAsMathHtml } from './text-as-html.ts'

/** Questions as Moodle's own XML. */
export function* moodleXml({ title, entries }: ExportContent): Generator<string> {
  const category = title.replaceAll(/[/\s]+/gu, ' ').trim()
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
  yield `  <question type="category"><category>${text(`$course$/top/${category}`)}</category></question>\n`
  for (const [index, entry] of entries.entries()) yield `${question(entry, index)}\n`
  yield '</quiz>\n'
}

const TYPES = {
  choice: 'multichoice',
  'true-false': 'truefalse',
  text: 'shortanswer',
  gap: 'cloze',
  matching: 'matching',
  ordering: 'ordering',
  essay: 'essay',
} as const satisfies Record<QuestionForm['kind'], string>

function question(entry: ExportEntry, index: number): string {
  const form = questionForm(entry)
  const feedback = entry.source === null ? '' : sourceHtml(entry.source)
  return [
    `  <question type="${TYPES[form.kind]}">`,
    `    <name>${text(questionName(entry, index))}</name>`,
    `    <questiontext format="html">${text(form.kind === 'gap' ? gapHtml(form) : textAsMathHtml(form.stem))}</questiontext>`,
    `    <generalfeedback format="html">${text(feedback)}</generalfeedback>`,
    ...(form.kind === 'gap' ? [] : ['    <defaultgrade>1</defaultgrade>']),
    '    <penalty>0.3333333</penalty>',
    '    <hidden>0</hidden>',
    `    <idnumber>${escapeHtml(entry.guid)}</idnumber>`,
    ...answers(form).map((line) => `    ${line}`),
    ...tags(entry),
    '  </question>',
  ].join('\n')
}

function answers(form: QuestionForm): string[] {
  switch (form.kind) {
    case 'choice':
      return [
        '<single>true</single>',
        '<shuffleanswers>true</shuffleanswers>',
        '<answernumbering>ABCD</answernumbering>',
        ...COMBINED_FEEDBACK,
        ...form.options.map((option, index) =>
          answer(index === form.correct ? 100 : 0, 'html', textAsMathHtml(option)),
        ),
      ]
    case 'true-false':
      return [
        answer(form.isTrue ? 100 : 0, 'moodle_auto_format', 'true'),
        answer(form.isTrue ? 0 : 100, 'moodle_auto_format', 'false'),
      ]
    case 'text':
      return ['<usecase>0</usecase>', answer(100, 'moodle_auto_format', form.answer.replaceAll('*', String.raw`\*`))]
    case 'matching':
      return ['<shuffleanswers>true</shuffleanswers>', ...COMBINED_FEEDBACK, ...subquestions(form)]
    case 'ordering':
      return [
        '<layouttype>VERTICAL</layouttype>',
        '<selecttype>ALL</selecttype>',
        `<selectcount>${form.steps.length}</selectcount>`,
        '<gradingtype>ABSOLUTE_POSITION</gradingtype>',
        '<showgrading>SHOW</showgrading>',
        ...COMBINED_FEEDBACK,
        ...form.steps.map((step, index) => answer(index + 1, 'html', textAsMathHtml(step))),
      ]
    case 'essay':
      return [
        '<responseformat>editor</responseformat>',
        '<responserequired>1</responserequired>',
        '<responsefieldlines>10</responsefieldlines>',
        '<attachments>0</attachments>',
        '<attachmentsrequired>0</attachmentsrequired>',
        `<graderinfo format="html">${text(textAsMathHtml(form.model))}</graderinfo>`,
        `<responsetemplate format="html">${text('')}</responsetemplate>`,
      ]
    case 'gap':
      return []
  }
}

const text = (content: string): string => `<text>${escapeHtml(content)}</text>`

const COMBINED_FEEDBACK = ['correctfeedback', 'partiallycorrectfeedback', 'incorrectfeedback'].map(
  (name) => `<${name} format="html"><text></text></${name}>`,
)

const answer = (fraction: number, format: string, content: string): string =>
  `<answer fraction="${fraction}" format="${format}">${text(content)}<feedback format="html"><text></text></feedback></answer>`

const subquestions = ({ pairs, extra }: Extract<QuestionForm, { kind: 'matching' }>): string[] =>
  [...pairs, ...extra.map((right) => ['', right] as const)].map(
    ([left, right]) =>
      `<subquestion format="html">${text(textAsMathHtml(left))}<answer>${text(right)}</answer></subquestion>`,
  )

/** A gap with its answer stands in the text; what would end it early has a backslash. */
const gapHtml = ({ before, answer: typed, after }: Extract<QuestionForm, { kind: 'gap' }>): string =>
  `${outside(before)}{1:SHORTANSWER:=${textAsMathHtml(typed.replaceAll('*', String.raw`\*`)).replaceAll(/[}#~/"]/g, String.raw`\$&`)}}${outside(after)}`

/** `{1:` in a document about such questions must not begin a gap. */
const outside = (plain: string): string => textAsMathHtml(plain).replaceAll(/\{(?=\d*:)/g, '&#123;')

const tags = ({ tags: all }: ExportEntry): string[] =>
  all.length === 0 ? [] : [`    <tags>${all.map((tag) => `<tag>${text(tag)}</tag>`).join('')}</tags>`]
