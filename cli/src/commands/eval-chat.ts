import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import {
  LearnPathError,
  type ChatReport,
  type ChatReportQuery,
  type ChatSubject,
  type Estimate,
  type EvaluationKind,
  type EvaluationSummary,
  type LearnPathClient,
} from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { followEvaluation } from '../evaluation/follow-evaluation.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface EvalChatOptions {
  readonly questions: string
  readonly model: readonly string[]
  readonly title?: string
  readonly repetitions: number
  readonly loads: number
  readonly cold: boolean
  readonly collection: readonly string[]
  readonly seed: number
  readonly wait: boolean
}

export interface ListEvaluationsOptions {
  readonly limit: number
  readonly kind?: EvaluationKind
}

export interface ReportOptions {
  readonly weights?: Partial<ChatReportQuery>
  readonly out: readonly string[]
}

/** Measures, and shows what came of it. */
export async function evalChat(terminal: Terminal, options: EvalChatOptions): Promise<number> {
  const { questions, model, title, repetitions, loads, cold, collection, seed, wait } = options
  // The queue must run for an embedded program to measure.
  return await withConnection({ ingest: true }, async ({ client, embedded }) => {
    const begun = await client.call('createChatEvaluation', {
      body: {
        questionSet: await questionSetOf(client, questions),
        subjects: model.map(subjectOf),
        repetitions,
        loads,
        cold,
        seed,
        ...(title !== undefined && { title }),
        ...(collection.length > 0 && { filters: { collections: [...collection] } }),
      },
    })
    terminal.note(terminal.style.dim(`${begun.id}; interrupted, it goes on with: learnpath eval resume ${begun.id}`))
    return await conclude(terminal, client, begun, { wait, embedded })
  })
}

/** Goes on, or goes on watching. */
export async function resumeEvaluation(
  terminal: Terminal,
  id: string,
  { wait }: { readonly wait: boolean },
): Promise<number> {
  return await withConnection({ ingest: true }, async ({ client, embedded }) => {
    const params = { id }
    const found = await client.call('getEvaluation', { params })
    const isUnderWay = found.state === 'queued' || found.state === 'running'
    const resumed = isUnderWay ? found : await client.call('resumeEvaluation', { params })
    return await conclude(terminal, client, resumed, { wait, embedded })
  })
}

async function conclude(
  terminal: Terminal,
  client: LearnPathClient,
  begun: EvaluationSummary,
  { wait, embedded }: { readonly wait: boolean; readonly embedded: boolean },
): Promise<number> {
  if (!wait) {
    terminal.result(begun)
    terminal.line(`${begun.id} is queued.`)
    if (embedded) terminal.note('It is measured the next time LearnPath runs.')
    return 0
  }
  const ended = await followEvaluation(terminal, client, begun)
  if (ended.kind === 'chat') {
    const made = await client.call('chatReport', { params: { id: ended.id } })
    terminal.result(made)
    printReport(terminal, made)
    terminal.note(terminal.style.dim(`Judge the answers: learnpath eval rate ${ended.id}`))
    return 0
  }
  terminal.result(ended)
  terminal.line(`${ended.title} is complete.`)
  return 0
}

/** A file is kept as a set, so that its next evaluation is of the same questions. */
async function questionSetOf(client: LearnPathClient, named: string): Promise<string> {
  if (!/[.]ya?ml$/i.test(named) && !existsSync(named)) return named
  return (await client.call('addChatQuestionSet', { body: { yaml: await textOf(named) } })).id
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new LearnPathError('LP_PATH_UNREADABLE', { detail: file, cause })
  }
}

/** LABEL=ID, or ID alone. */
function subjectOf(text: string): ChatSubject {
  const [, label, model] = /^([^=:]{1,60})=(.+)$/.exec(text) ?? []
  return label === undefined || model === undefined
    ? { label: text.slice(0, 60), model: text }
    : { label: label.trim(), model: model.trim() }
}

/** Lists them, shows one, keeps one from a file, or deletes one. */
export async function questionSets(
  terminal: Terminal,
  set: string | undefined,
  { add, delete: deleted }: { readonly add?: string; readonly delete?: string },
): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    if (add !== undefined) {
      const made = await client.call('addChatQuestionSet', { body: { yaml: await textOf(add) } })
      terminal.result(made)
      terminal.line(`${made.id} is kept: ${made.questions.length} questions.`)
    } else if (deleted !== undefined) {
      await client.call('deleteQuestionSet', { params: { id: deleted } })
      terminal.result({ deleted })
      terminal.line(`${deleted} is deleted.`)
    } else if (set === undefined) await listSets(terminal, client)
    else await showSet(terminal, client, set)
  })
  return 0
}

async function listSets(terminal: Terminal, client: LearnPathClient): Promise<void> {
  const list = await client.call('listQuestionSets')
  terminal.result(list)
  const rows = list.sets.map(({ id, language, questionCount, followUpCount, shipped, title }) => [
    id,
    language,
    `${questionCount} questions, ${followUpCount} follow-ups`,
    shipped ? 'with LearnPath' : 'your own',
    title,
  ])
  for (const line of tableLines(rows)) terminal.line(line)
}

async function showSet(terminal: Terminal, client: LearnPathClient, id: string): Promise<void> {
  const set = await client.call('getChatQuestionSet', { params: { id } })
  terminal.result(set)
  terminal.line(terminal.style.bold(set.title))
  if (set.description !== '') terminal.line(set.description)
  for (const question of set.questions) {
    terminal.line()
    terminal.line(`${question.id} (tier ${question.tier})  ${question.text}`)
    for (const { text } of question.followUps) terminal.line(`   then: ${text}`)
  }
}

export async function listEvaluations(terminal: Terminal, query: ListEvaluationsOptions): Promise<number> {
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('listEvaluations', { query: { ...query } }),
  )
  terminal.result(list)
  const rows = list.runs.map((run) => [run.id, run.kind, stateOf(run), run.createdAt.slice(0, 16), run.title])
  for (const line of tableLines(rows)) terminal.line(line)
  if (rows.length === 0) terminal.line('There is no evaluation yet; see "learnpath eval chat --help".')
  return 0
}

const stateOf = ({ state, done, total }: EvaluationSummary): string =>
  state === 'complete' ? state : `${state}, ${done} of ${total}`

export async function showEvaluation(terminal: Terminal, id: string): Promise<number> {
  const run = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('getEvaluation', { params: { id } }),
  )
  terminal.result(run)
  const rows = [
    ['State', stateOf(run)],
    ['Questions', run.questionSet],
    ['Compared', run.subjects.join(', ')],
    ['Judgements', String(run.ratings)],
    ['Begun', run.createdAt],
    ...(run.failure === null ? [] : [['Failure', `${run.failure.message} (${run.failure.code})`]]),
  ]
  terminal.line(terminal.style.bold(run.title))
  for (const line of tableLines(rows)) terminal.line(`  ${line}`)
  return 0
}

export async function endEvaluation(terminal: Terminal, id: string, how: 'cancel' | 'delete'): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => {
    const params = { id }
    if (how === 'delete') {
      await client.call('deleteEvaluation', { params })
      terminal.result({ deleted: id })
      terminal.line(`${id} is deleted.`)
      return
    }
    const run = await client.call('cancelEvaluation', { params })
    terminal.result(run)
    terminal.line(`${id} is ${stateOf(run)}.`)
  })
  return 0
}

export async function report(terminal: Terminal, id: string, { weights, out }: ReportOptions): Promise<number> {
  const query = { ...weights }
  await withConnection({ ingest: false }, async ({ client }) => {
    const made = await client.call('chatReport', { params: { id }, query })
    terminal.result(made)
    if (out.length === 0) printReport(terminal, made)
    for (const file of out) {
      const format = file.toLowerCase().endsWith('.json') ? 'json' : 'markdown'
      const response = await client.bytes('exportChatReport', { params: { id }, query: { ...query, format } })
      await writeFile(file, await response.text())
      terminal.line(`${file} is written.`)
    }
  })
  return 0
}

const FIGURES = [
  ['Expected topics', 'topicCoverage', 2],
  ['Citations that bear', 'citationPrecision', 2],
  ['Faithful (heuristic)', 'faithfulness', 2],
  ['Right to abstain or not', 'abstentionRight', 2],
  ['First text, ms', 'firstTextMs', 0],
  ['Whole answer, ms', 'totalMs', 0],
  ['Tokens per second', 'tokensPerSecond', 1],
  ['Load, ms', 'loadMs', 0],
] as const

const figure = (made: Estimate | null, digits: number): string =>
  made === null ? '-' : `${made.value.toFixed(digits)} [${made.low.toFixed(digits)}, ${made.high.toFixed(digits)}]`

function printReport(terminal: Terminal, { subjects, comparisons, decision, run }: ChatReport): void {
  const rows = [
    ['mean [95 %]', ...subjects.map(({ label }) => label)],
    ['Quality (automatic)', ...subjects.map(({ quality }) => figure(quality, 0))],
    ...FIGURES.map(([name, measure, digits]) => [
      name,
      ...subjects.map(({ measures }) => figure(measures[measure], digits)),
    ]),
    [
      'Failures',
      ...subjects.map(({ failures, answers }) => {
        const count = failures.reduce((sum, failure) => sum + failure.count, 0)
        return `${count} of ${answers}`
      }),
    ],
  ]
  for (const line of tableLines(rows)) terminal.line(line)
  terminal.line()
  for (const { first, second, votes, quality } of comparisons) {
    const people =
      votes === null
        ? 'nobody has judged'
        : `judged ${votes.winRate.n} times, win rate ${figure(votes.winRate, 2)}, p ${votes.pValue.toFixed(3)}`
    const measured = quality === null ? '' : `quality ${figure(quality, 1)}, p ${quality.pValue.toFixed(3)}; `
    terminal.line(`${first} against ${second}: ${measured}${people}.`)
  }
  const { winner, lead, stable, qualityFrom } = decision
  const verdict =
    winner === null
      ? 'No winner by these weights.'
      : `${winner} wins by ${lead.toFixed(1)} of 100 points (quality from ${qualityFrom}); ${stable ? 'the same' : 'another one'} with a weight a fifth smaller or greater.`
  terminal.line(terminal.style.bold(verdict))
  if (run.state !== 'complete') terminal.note(`It is ${stateOf(run)}.`)
  terminal.note(terminal.style.dim(`All of it: learnpath eval report ${run.id} --out report.md`))
}
