import type { ChatMeasure, ChatReport, Estimate, ReportRemark, SubjectComparison } from '@learnpath/contracts'

const MEASURES: Readonly<Record<ChatMeasure, readonly [name: string, form: 'share' | 'ms' | 'number' | 'bytes']>> = {
  topicCoverage: ['Expected topics spoken of', 'share'],
  citationPrecision: ['Citations that bear their sentence (heuristic)', 'share'],
  faithfulness: ['Sentences that the sources hold (heuristic)', 'share'],
  abstentionRight: ['Right to answer, or right to say "not found"', 'share'],
  documentCited: ['Cites an expected document', 'share'],
  firstTextMs: ['Time to first text', 'ms'],
  totalMs: ['Time to the end', 'ms'],
  tokensPerSecond: ['Tokens per second', 'number'],
  generatedTokens: ['Tokens per answer', 'number'],
  loadMs: ['Time to load the model', 'ms'],
  modelBytes: ['Memory of the model', 'bytes'],
  vramBytes: ['Of it on a graphics card', 'bytes'],
  processorMs: ["Processor time of LearnPath's process", 'ms'],
  residentBytes: ["Memory of LearnPath's process", 'bytes'],
}

/** What answering without a model does not have. */
const OF_MODELS = new Set<ChatMeasure>(['tokensPerSecond', 'generatedTokens', 'loadMs', 'modelBytes', 'vramBytes'])

const CRITERIA = {
  quality: 'Quality',
  speed: 'Speed',
  switchTime: 'Switch time',
  vram: 'VRAM',
  maintenance: 'Maintenance',
} as const

/** The report for people, in English. */
export function reportMarkdown(report: ChatReport): string {
  const parts = [
    `# ${cell(report.run.title)}`,
    verdict(report),
    section('Setup', setup(report)),
    section('Decision', decision(report)),
    section('Quality and speed', measures(report)),
    section('One against another', report.comparisons.map(comparison).join('\n\n')),
    ...(report.ranking === null ? [] : [section('Strength by judgements (Bradley-Terry)', ranking(report.ranking))]),
    section('Question by question', questions(report)),
    section('What to keep in mind', report.remarks.map((one) => `- ${remarkText(one)}`).join('\n')),
  ]
  return `${parts.join('\n\n')}\n`
}

const section = (title: string, text: string): string => `## ${title}\n\n${text}`

/** What people wrote must not become markup of the table. */
const cell = (text: string): string =>
  text.replaceAll(/[\n\r]+/g, ' ').replaceAll(/[|\\`*_<>[\]#]/g, (sign) => `\\${sign}`)

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function verdict({ decision: { winner, lead, stable, qualityFrom, leftOut }, run }: ChatReport): string {
  const basis = { people: 'by the judgements of people', automatic: 'by automatic measures', nothing: 'left out' }
  const without =
    leftOut.length === 0 ? '' : ` Not in it: ${leftOut.map((one) => CRITERIA[one].toLowerCase()).join(', ')}.`
  if (winner === null) {
    return `There is no winner: the weighed points are as good as equal, or there is nothing to compare.${without}`
  }
  const firmness = stable
    ? 'A fifth more or less of any one weight changes nothing.'
    : 'A fifth more or less of one weight makes another one win.'
  const state = run.state === 'complete' ? '' : ` The evaluation is ${run.state}: this is what there was by then.`
  return `**${cell(winner)}** wins by ${lead.toFixed(1)} of 100 points, quality ${basis[qualityFrom]}. ${firmness}${without}${state}`
}

function setup({ setup: made, run }: ChatReport): string {
  const { questionSet, machine, library } = made
  const rows: [string, string][] = [
    [
      'Questions',
      `${made.questions}, and ${made.followUps} follow-ups: ${cell(questionSet.title)} (${questionSet.id})`,
    ],
    ['Each asked', `${made.repetitions} times, in an order by the seed ${made.seed}`],
    ['Starts', made.cold ? 'cold: the model is unloaded before each answer' : 'warm: the model is loaded before'],
    ['Loads measured', String(made.loads)],
    ['Library', `${library.documents} documents, ${library.passages} passages`],
    ['Documents asked', Object.keys(made.filters).length === 0 ? 'all' : cell(JSON.stringify(made.filters))],
    ['Machine', `${cell(machine.processor)}, ${machine.processors} processors, ${bytes(machine.memoryBytes)}`],
    ['LearnPath', made.version],
    ['Begun', run.createdAt],
    ...made.subjects.map(({ label, model, settings }): [string, string] => [
      cell(label),
      `${cell(model)}${settings === undefined ? '' : ` ${cell(JSON.stringify(settings))}`}`,
    ]),
  ]
  return table(['', ''], rows)
}

const points = (value: number | null): string => (value === null ? '–' : value.toFixed(0))

function decision({ decision: made }: ChatReport): string {
  const criteria = Object.keys(CRITERIA) as (keyof typeof CRITERIA)[]
  const rows = made.rows.map((row) => [
    String(row.rank),
    cell(row.label),
    ...criteria.map((criterion) => points(row.points[criterion])),
    row.total.toFixed(1),
  ])
  const weights = ['', 'Weight', ...criteria.map((criterion) => `${made.weights[criterion].toFixed(0)} %`), '']
  const changes = made.sensitivity.filter(({ winner }) => winner !== made.winner)
  const changed = changes.map(
    ({ criterion, change, winner }) =>
      `- ${CRITERIA[criterion]} ${change > 0 ? '+' : ''}${change} %: ${winner === null ? 'nobody' : cell(winner)} wins`,
  )
  const head = ['', '', ...criteria.map((criterion) => CRITERIA[criterion]), 'Total']
  return [table(head, [weights, ...rows]), ...(changed.length === 0 ? [] : [changed.join('\n')])].join('\n\n')
}

function measures({ subjects }: ChatReport): string {
  const quality = [
    'Automatic quality (0–100)',
    ...subjects.map((one) => estimate(one.quality, (value) => value.toFixed(0))),
  ]
  const rows = (Object.keys(MEASURES) as ChatMeasure[]).map((measure) => {
    const [name, form] = MEASURES[measure]
    const of = (one: ChatReport['subjects'][number]): string =>
      one.model === 'extractive' && OF_MODELS.has(measure) ? 'no model' : estimate(one.measures[measure], formOf(form))
    return [name, ...subjects.map(of)]
  })
  const failures = [
    'Failures',
    ...subjects.map((one) => one.failures.map(({ code, count }) => `${count} × ${code}`).join(', ') || '0'),
  ]
  return `${table(['Mean [95 % interval]', ...subjects.map(({ label }) => cell(label))], [quality, ...rows, failures])}\n\nn = ${subjects.map(({ label, answers }) => `${cell(label)}: ${answers} answers`).join(', ')}`
}

function formOf(form: 'share' | 'ms' | 'number' | 'bytes'): (value: number) => string {
  switch (form) {
    case 'share':
      return (value) => value.toFixed(2)
    case 'ms':
      return (value) => (Math.abs(value) >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(0)} ms`)
    case 'number':
      return (value) => value.toFixed(1)
    case 'bytes':
      return bytes
  }
}

const bytes = (value: number): string =>
  value >= 1e9 ? `${(value / 1e9).toFixed(1)} GB` : `${(value / 1e6).toFixed(0)} MB`

function estimate(made: Estimate | null, form: (value: number) => string): string {
  return made === null ? 'not measured' : `${form(made.value)} [${form(made.low)}, ${form(made.high)}]`
}

function comparison({ first, second, quality, votes }: SubjectComparison): string {
  const title = `### ${cell(first)} against ${cell(second)}`
  const difference =
    quality === null
      ? 'No question has an automatic quality for both.'
      : `Automatic quality: ${signed(quality.value)} [${signed(quality.low)}, ${signed(quality.high)}] points over ${quality.n} questions, p = ${quality.pValue.toFixed(3)}.`
  if (votes === null) return [title, difference, 'Nobody has judged yet.'].join('\n\n')
  const rate = estimate(votes.winRate, formOf('share'))
  const questionwise = estimate(votes.byQuestion, formOf('share'))
  const more =
    votes.moreVotes === null
      ? 'No difference so far.'
      : votes.moreVotes === 0
        ? 'Enough to tell.'
        : `A difference of this size would need about ${votes.moreVotes} more judgements.`
  const told = `People: ${votes.wins} won, ${votes.losses} lost, ${votes.ties} ties (${votes.bothBad} both bad). Win rate ${rate} (Wilson), ${questionwise} by question; sign test p = ${votes.pValue.toFixed(3)}. ${more}`
  return [title, difference, told].join('\n\n')
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(1)}`

function ranking(made: NonNullable<ChatReport['ranking']>): string {
  const rows = made.map(({ label, strength, winShare }) => [
    cell(label),
    estimate(strength, (value) => value.toFixed(2)),
    `${(100 * winShare).toFixed(0)} %`,
  ])
  return table(['', 'Log odds against the average', 'Wins against the average'], rows)
}

function questions({ questions: rows, subjects }: ChatReport): string {
  return table(
    ['Question', 'Tier', ...subjects.map(({ label }) => cell(label))],
    rows.map(({ id, turn, tier, quality }) => [
      turn === 0 ? id : `${id}, follow-up ${turn}`,
      String(tier),
      ...subjects.map(({ label }) => quality[label]?.toFixed(0) ?? '–'),
    ]),
  )
}

interface About {
  readonly who: string
  readonly measure: string
  readonly count: number | null
}

const REMARKS: Readonly<Record<ReportRemark['code'], (about: About) => string>> = {
  incomplete: ({ count }) => `The evaluation is not complete: there are ${count} answers so far.`,
  'few-questions': ({ count }) =>
    `${count} questions are few: intervals are wide, and a difference that is not seen may be there.`,
  'one-repetition': () =>
    'Each question was asked once: how much an answer changes from one time to the next is not known.',
  failures: ({ who, count }) =>
    `${who} failed ${count} times. Nobody answered in its place; a failure counts as quality 0.`,
  'not-measured': ({ who, measure }) => `Not measured of ${who}: ${measure}.`,
  'quality-automatic': () => 'Quality is from automatic measures, as there are too few judgements of people.',
  'few-judgements': ({ count }) => `Judgements per subject: ${count}; from 20 on they count as quality.`,
  'one-rater': () => 'One person has judged: it is the taste of that person.',
  'heuristic-measures': () =>
    'Whether sources bear a sentence is found by words and numbers, not by understanding. Answers that quote word for word get full marks for it by nature.',
  'no-difference': ({ who, count }) =>
    `The automatic quality of ${who} does not differ significantly on ${count} questions.`,
  'other-process': () =>
    "Processor time and memory are those of LearnPath's own process; a language model runs in another one.",
  'library-changed': () => 'The library changed while the evaluation ran: not all answers are from the same documents.',
  'documents-deleted': ({ count }) =>
    `${count} answers were withdrawn, as documents that they quoted were deleted; their measures are kept.`,
}

function remarkText({ code, subject, measure, count }: ReportRemark): string {
  const name = measure !== null && measure in MEASURES ? MEASURES[measure as ChatMeasure][0] : ''
  return REMARKS[code]({ who: cell(subject ?? ''), measure: name, count })
}
