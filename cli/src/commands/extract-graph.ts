import { setTimeout as sleep } from 'node:timers/promises'
import { LearnPathError, type Extraction, type ExtractionPlan, type LearnPathClient } from '@learnpath/contracts'
import { createLineAsker } from '../ask-line.ts'
import { withConnection } from '../connection.ts'
import { createProgress } from '../progress.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface ExtractOptions {
  readonly model?: string
  readonly maxTokens?: number
  readonly maxPassages?: number
  readonly yes?: boolean
  readonly wait: boolean
}

const PAUSE_MS = 500
const MINUTE_S = 60
const HOUR_S = 3600

/** Shows what reading a collection takes and, when that is agreed to, has it read. */
export async function extractGraph(
  terminal: Terminal,
  collection: string | undefined,
  options: ExtractOptions,
): Promise<number> {
  const { model, maxPassages, yes = false, wait } = options
  return await withConnection({ ingest: true }, async ({ client, embedded }) => {
    const plan = await client.call('planExtraction', { query: { collection, model } })
    if (plan.model === null) throw new LearnPathError('LP_EXTRACTION_NO_MODEL')
    const maximumTokens = options.maxTokens ?? plan.maximumTokens
    printPlan(terminal, plan, options)
    if (plan.passages === 0 || (terminal.json && !yes)) {
      terminal.result(plan)
      return 0
    }
    if (!yes && !(await isAgreed(terminal))) return 1
    const body = { collection, model: plan.model, maximumTokens, maximumPassages: maxPassages }
    const started = await client.call('startExtraction', { body })
    // What this command started itself ends with it.
    const last = wait || embedded ? await follow(terminal, client, started) : started
    terminal.result(last)
    terminal.line(summaryOf(last))
    if (last.failure !== null) terminal.line(last.failure)
    return last.state === 'failed' || last.state === 'paused' ? 1 : 0
  })
}

function printPlan(
  terminal: Terminal,
  { model, passages, passagesRead, promptTokens, completionTokens, maximumTokens, seconds }: ExtractionPlan,
  { maxTokens, maxPassages }: ExtractOptions,
): void {
  const { style } = terminal
  const rows = [
    ['Model', model ?? ''],
    ['Passages', `${count(passages)} to read${passagesRead === 0 ? '' : `, ${count(passagesRead)} read before`}`],
    ['Prompts', `about ${count(promptTokens)} tokens`],
    ['Answers', `${count(completionTokens)} tokens at most`],
    ['Time', seconds === null ? 'not known before this model has read a passage' : `about ${durationText(seconds)}`],
    ['Budget', `${count(maxTokens ?? maximumTokens)} tokens, never exceeded; the most valuable passages come first`],
    ...(maxPassages === undefined ? [] : [['Limit', `${count(maxPassages)} passages`]]),
  ]
  for (const [name = '', value = ''] of rows) terminal.note(`${style.bold(name.padEnd(10))}${value}`)
  if (passages === 0) terminal.note('There is nothing to read.')
}

async function isAgreed(terminal: Terminal): Promise<boolean> {
  if (!process.stdin.isTTY) {
    terminal.note('Nothing was started. Say --yes to start without being asked.')
    return false
  }
  const asker = createLineAsker()
  try {
    return /^\s*y(?:es)?\s*$/iu.test((await asker.ask('Start? [y/N] ')) ?? '')
  } finally {
    asker.close()
  }
}

/** Until it ends, or waits for its model. */
async function follow(terminal: Terminal, client: LearnPathClient, started: Extraction): Promise<Extraction> {
  const progress = createProgress(terminal, 'Reading')
  for (let now = started; ;) {
    if (now.state !== 'running') {
      progress.end()
      return now
    }
    const done = now.passagesRead + now.passagesFailed
    const tokens = now.promptTokens + now.completionTokens
    const what = `${count(done)} passages, ${count(tokens)} of ${count(now.maximumTokens)} tokens`
    progress.update(done, done + Math.max(1, now.passagesLeft), what)
    await sleep(PAUSE_MS)
    const { extractions } = await client.call('listExtractions', { query: { collection: started.collection } })
    now = extractions.find(({ id }) => id === started.id) ?? { ...now, state: 'cancelled' }
  }
}

/** Lists readings of a collection by language models. */
export async function listExtractions(terminal: Terminal, collection: string | undefined): Promise<number> {
  const list = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('listExtractions', { query: { collection } }),
  )
  terminal.result(list)
  if (list.extractions.length === 0) terminal.line('No language model has read this collection.')
  for (const line of tableLines(list.extractions.map(rowOf))) terminal.line(line)
  return 0
}

/** Stops the one that is named, or the one that runs. */
export async function stopExtraction(
  terminal: Terminal,
  id: string | undefined,
  collection: string | undefined,
): Promise<number> {
  const stopped = await withConnection({ ingest: false }, async ({ client }) => {
    const wanted = id ?? (await runningOne(client, collection))
    return await client.call('cancelExtraction', { params: { id: wanted } })
  })
  terminal.result(stopped)
  terminal.line(summaryOf(stopped))
  return 0
}

async function runningOne(client: LearnPathClient, collection: string | undefined): Promise<string> {
  const { extractions } = await client.call('listExtractions', { query: { collection } })
  const open = extractions.find(({ state }) => state === 'running' || state === 'paused')
  if (open === undefined) throw new LearnPathError('LP_EXTRACTION_NOT_FOUND', { detail: 'none runs' })
  return open.id
}

const STATES: Readonly<Record<Extraction['state'], string>> = {
  running: 'runs',
  paused: 'waits for its model',
  done: 'is done',
  spent: 'has used up its budget',
  failed: 'failed',
  cancelled: 'was stopped',
}

function summaryOf({ model, state, ...rest }: Extraction): string {
  const { passagesRead, passagesFailed, passagesLeft, promptTokens, completionTokens, rejected } = rest
  const facts = [
    `${count(passagesRead)} passages read`,
    ...(passagesFailed === 0 ? [] : [`${count(passagesFailed)} could not be`]),
    ...(passagesLeft === 0 ? [] : [`${count(passagesLeft)} left`]),
    `${count(rest.entities)} entities and ${count(rest.relations)} relations`,
    `${count(rejected)} rejected because they do not stand in the text`,
    `${count(promptTokens + completionTokens)} of ${count(rest.maximumTokens)} tokens`,
  ]
  return `${model} ${STATES[state]}: ${facts.join(', ')}.`
}

function rowOf(extraction: Extraction): string[] {
  const { id, model, state, startedAt, passagesRead, passagesLeft, promptTokens, completionTokens } = extraction
  const spent = `${count(promptTokens + completionTokens)} of ${count(extraction.maximumTokens)} tokens`
  const left = passagesLeft === 0 ? '' : `, ${count(passagesLeft)} left`
  return [id, startedAt.slice(0, 16).replace('T', ' '), model, state, `${count(passagesRead)} passages${left}`, spent]
}

const count = (value: number): string => value.toLocaleString('en-US')

function durationText(seconds: number): string {
  if (seconds < 2 * MINUTE_S) return `${Math.round(seconds)} s`
  return seconds < 2 * HOUR_S ? `${Math.round(seconds / MINUTE_S)} min` : `${(seconds / HOUR_S).toFixed(1)} h`
}
