import {
  LearnPathError,
  RatedQuality,
  type BlindPair,
  type LearnPathClient,
  type NextPair,
  type PairPreference,
  type PairRating,
  type QualityPoints,
} from '@learnpath/contracts'
import { createLineAsker, type LineAsker } from '../ask-line.ts'
import { withConnection } from '../connection.ts'
import { placeOf } from '../passages.ts'
import type { Terminal } from '../terminal.ts'

export interface RateOptions {
  readonly rater: string
  readonly pair?: string
  readonly prefer?: PairPreference
  readonly left?: readonly number[]
  readonly right?: readonly number[]
  readonly note?: string
  readonly maintenance: readonly string[]
}

interface Rating {
  readonly runId: string
  readonly rater: string
}

/** Asks for judgements at a terminal; takes one, or shows the next pair, where nobody can answer. */
export async function rate(terminal: Terminal, runId: string, options: RateOptions): Promise<number> {
  const { rater, pair, prefer, left, right, note, maintenance } = options
  await withConnection({ ingest: false }, async ({ client }) => {
    if (maintenance.length > 0) {
      const points = Object.fromEntries(maintenance.map(maintenanceOf))
      terminal.result(await client.call('setMaintenance', { params: { id: runId }, body: { points } }))
      terminal.line('Noted.')
    } else if (pair !== undefined && prefer !== undefined) {
      const made = await client.call('ratePair', {
        params: { id: runId },
        body: {
          pairId: pair,
          rater,
          preference: prefer,
          ...(left !== undefined && { left: pointsOf(left) }),
          ...(right !== undefined && { right: pointsOf(right) }),
          ...(note !== undefined && { note }),
        },
      })
      terminal.result(made)
      printRevealed(terminal, made)
    } else if (terminal.interactive && process.stdin.isTTY) await judgeAll(terminal, client, { runId, rater })
    else {
      const next = await client.call('nextPair', { params: { id: runId }, query: { rater } })
      terminal.result(next)
      printNext(terminal, next)
    }
  })
  return 0
}

function maintenanceOf(text: string): [label: string, points: number] {
  const at = text.lastIndexOf('=')
  const points = Number(text.slice(at + 1))
  if (at > 0 && Number.isInteger(points) && points >= 1 && points <= 5) return [text.slice(0, at), points]
  throw new LearnPathError('LP_REQUEST_INVALID', {
    issues: [{ field: '--maintenance', message: 'must be such as LABEL=4, with 1 to 5 points' }],
  })
}

const pointsOf = (given: readonly number[]): QualityPoints =>
  Object.fromEntries(RatedQuality.options.map((quality, at) => [quality, given[at]]))

async function judgeAll(terminal: Terminal, client: LearnPathClient, rating: Rating): Promise<void> {
  const asker = createLineAsker()
  try {
    let skip = 0
    for (;;) {
      const query = { rater: rating.rater, skip }
      const next = await client.call('nextPair', { params: { id: rating.runId }, query })
      printNext(terminal, next)
      if (next.pair === null) return
      const preference = await askedPreference(terminal, asker)
      if (preference === null) return
      if (preference === 'skip') skip += 1
      else if (!(await judge(terminal, client, { ...rating, asker, pair: next.pair, preference }))) return
    }
  } finally {
    asker.close()
  }
}

interface Judging extends Rating {
  readonly asker: LineAsker
  readonly pair: BlindPair
  readonly preference: PairPreference
}

/** False when nobody answers any more. */
async function judge(
  terminal: Terminal,
  client: LearnPathClient,
  { runId, rater, asker, pair, preference }: Judging,
): Promise<boolean> {
  const left = await askedPoints(terminal, asker, 'left')
  const right = left === null ? null : await askedPoints(terminal, asker, 'right')
  if (left === null || right === null) return false
  const body = { pairId: pair.id, rater, preference, left, right }
  printRevealed(terminal, await client.call('ratePair', { params: { id: runId }, body }))
  return true
}

const KEYS: Readonly<Record<string, PairPreference | 'skip'>> = {
  l: 'left',
  r: 'right',
  t: 'tie',
  b: 'both-bad',
  s: 'skip',
}

async function askedPreference(terminal: Terminal, asker: LineAsker): Promise<PairPreference | 'skip' | null> {
  for (;;) {
    const typed = await asker.ask('Better: l left, r right, t tie, b both bad, s skip, q stop: ')
    const key = typed?.trim().toLowerCase().slice(0, 1)
    if (key === undefined || key === 'q') return null
    const preference = KEYS[key]
    if (preference !== undefined) return preference
    terminal.note('Type one of these letters.')
  }
}

async function askedPoints(terminal: Terminal, asker: LineAsker, side: string): Promise<QualityPoints | null> {
  for (;;) {
    const typed = await asker.ask(
      `Points of the ${side} one, 1 to 5: fluency accuracy completeness coherence citations (Enter: none): `,
    )
    if (typed === null) return null
    if (typed.trim() === '') return {}
    const given = (typed.match(/\d+/g) ?? [])
      .flatMap((digits) => (digits.length === 5 ? digits.split('') : [digits]))
      .map(Number)
    if (given.length === 5 && given.every((value) => value >= 1 && value <= 5)) return pointsOf(given)
    terminal.note('Type five numbers from 1 to 5, such as 4 5 4 5 3.')
  }
}

function printNext(terminal: Terminal, { pair, rated, total }: NextPair): void {
  const { style } = terminal
  terminal.line()
  if (pair === null) {
    terminal.line(total === 0 ? 'There is no pair to judge yet.' : `All ${total} pairs are judged.`)
    return
  }
  terminal.line(style.dim(`${rated + 1} of ${total}, pair ${pair.id}`))
  for (const question of pair.history) terminal.line(style.dim(`before: ${question}`))
  terminal.line(style.bold(pair.question))
  if (pair.topics.length > 0) terminal.line(style.dim(`expected: ${pair.topics.join(', ')}`))
  for (const side of ['left', 'right'] as const) {
    const { answer, citations } = pair[side]
    terminal.line()
    terminal.line(style.mark(side.toUpperCase()))
    terminal.line(answer)
    for (const citation of citations) terminal.line(style.dim(`  [${citation.n}] ${placeOf(citation)}`))
  }
  terminal.line()
}

function printRevealed(terminal: Terminal, { preference, reveals }: PairRating): void {
  terminal.line(`Noted (${preference}). Left was ${reveals.left}, right was ${reveals.right}.`)
}
