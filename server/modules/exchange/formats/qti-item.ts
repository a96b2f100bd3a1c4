import type { ExportEntry } from '../content/export-entry.ts'
import { questionForm, questionName, type QuestionForm } from './question-form.ts'
import { escapeHtml } from './text-as-html.ts'

const NAMESPACE = 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0'
const SCHEMA = 'https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd'
const TEMPLATES = 'https://purl.imsglobal.org/spec/qti/v3p0/rptemplates'

/** One question as an assessment item of QTI 3. */
export function qtiItem(entry: ExportEntry, identifier: string, index: number): string {
  const form = questionForm(entry)
  const language = entry.item?.language ?? null
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<qti-assessment-item xmlns="${NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`,
    `  xsi:schemaLocation="${NAMESPACE} ${SCHEMA}"`,
    `  identifier="${identifier}" title="${escapeHtml(questionName(entry, index))}" adaptive="false" time-dependent="false"${
      language === null ? '' : ` xml:lang="${escapeHtml(language)}"`
    }>`,
    ...responseDeclaration(form),
    `  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"${form.kind === 'essay' ? ' external-scored="human"' : ''}/>`,
    '  <qti-item-body>',
    ...body(form).map((line) => `    ${line}`),
    ...rubric(entry, form),
    '  </qti-item-body>',
    ...(form.kind === 'essay' ? [] : [`  <qti-response-processing template="${TEMPLATES}/${processing(form)}.xml"/>`]),
    '</qti-assessment-item>',
    '',
  ].join('\n')
}

const processing = (form: QuestionForm): string =>
  form.kind === 'text' || form.kind === 'gap' ? 'map_response' : 'match_correct'

function responseDeclaration(form: QuestionForm): string[] {
  switch (form.kind) {
    case 'choice':
      return declaration('single', 'identifier', [choiceId(form.correct)])
    case 'true-false':
      return declaration('single', 'identifier', [form.isTrue ? 'true' : 'false'])
    case 'matching':
      return declaration(
        'multiple',
        'directedPair',
        form.pairs.map((_, index) => `left${index + 1} right${index + 1}`),
      )
    case 'ordering':
      return declaration(
        'ordered',
        'identifier',
        form.steps.map((step) => choiceId(form.shown.indexOf(step))),
      )
    case 'essay':
      return ['  <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>']
    case 'text':
    case 'gap':
      return declaration(
        'single',
        'string',
        [form.answer],
        [
          '    <qti-mapping default-value="0">',
          `      <qti-map-entry map-key="${escapeHtml(form.answer)}" mapped-value="1" case-sensitive="false"/>`,
          '    </qti-mapping>',
        ],
      )
  }
}

const declaration = (
  cardinality: string,
  type: string,
  values: readonly string[],
  more: readonly string[] = [],
): string[] => [
  `  <qti-response-declaration identifier="RESPONSE" cardinality="${cardinality}" base-type="${type}">`,
  '    <qti-correct-response>',
  ...values.map((value) => `      <qti-value>${escapeHtml(value)}</qti-value>`),
  '    </qti-correct-response>',
  ...more,
  '  </qti-response-declaration>',
]

function body(form: QuestionForm): string[] {
  switch (form.kind) {
    case 'choice':
      return [
        '<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="1">',
        prompt(form.stem),
        ...form.options.map((option, index) => simpleChoice(choiceId(index), option)),
        '</qti-choice-interaction>',
      ]
    case 'true-false':
      return [
        '<qti-choice-interaction response-identifier="RESPONSE" shuffle="false" max-choices="1">',
        prompt(form.stem),
        simpleChoice('true', '✓'),
        simpleChoice('false', '✗'),
        '</qti-choice-interaction>',
      ]
    case 'text':
      return [`<p>${inline(form.stem)}</p>`, `<p>${entryField(form.answer)}</p>`]
    case 'gap':
      return [`<p>${inline(form.before)}${entryField(form.answer)}${inline(form.after)}</p>`]
    case 'matching':
      return [
        `<qti-match-interaction response-identifier="RESPONSE" shuffle="true" max-associations="${form.pairs.length}">`,
        prompt(form.stem),
        ...matchSet(
          'left',
          form.pairs.map(([left]) => left),
        ),
        ...matchSet('right', [...form.pairs.map(([, right]) => right), ...form.extra]),
        '</qti-match-interaction>',
      ]
    case 'ordering':
      return [
        '<qti-order-interaction response-identifier="RESPONSE" shuffle="false" orientation="vertical">',
        prompt(form.stem),
        ...form.shown.map((step, index) => simpleChoice(choiceId(index), step)),
        '</qti-order-interaction>',
      ]
    case 'essay':
      return [
        '<qti-extended-text-interaction response-identifier="RESPONSE" expected-lines="5">',
        prompt(form.stem),
        '</qti-extended-text-interaction>',
      ]
  }
}

/** Model answer and source, for those who grade. */
function rubric({ source }: ExportEntry, form: QuestionForm): string[] {
  const lines = [
    ...(form.kind === 'essay' && form.model !== '' ? [`<p>${inline(form.model)}</p>`] : []),
    ...(source?.evidence ? [`<blockquote><p>${inline(source.evidence)}</p></blockquote>`] : []),
    ...(source === null
      ? []
      : [
          `<p>${source.href === null ? inline(source.label) : `<a href="${escapeHtml(source.href)}">${inline(source.label)}</a>`}</p>`,
        ]),
  ]
  if (lines.length === 0) return []
  return [
    '    <qti-rubric-block use="scoring" view="scorer">',
    '      <qti-content-body>',
    ...lines.map((line) => `        ${line}`),
    '      </qti-content-body>',
    '    </qti-rubric-block>',
  ]
}

const choiceId = (index: number): string => `choice${index + 1}`
const inline = (text: string): string => escapeHtml(text).replaceAll(/\r\n?|\n/g, '<br/>')
const prompt = (text: string): string => `  <qti-prompt>${inline(text)}</qti-prompt>`
const simpleChoice = (id: string, text: string): string =>
  `  <qti-simple-choice identifier="${id}">${inline(text)}</qti-simple-choice>`
const entryField = (answer: string): string =>
  `<qti-text-entry-interaction response-identifier="RESPONSE" expected-length="${Math.max(10, answer.length + 5)}"/>`

const matchSet = (side: string, texts: readonly string[]): string[] => [
  '  <qti-simple-match-set>',
  ...texts.map(
    (text, index) =>
      `    <qti-simple-associable-choice identifier="${side}${index + 1}" match-max="1">${inline(text)}</qti-simple-associable-choice>`,
  ),
  '  </qti-simple-match-set>',
]
