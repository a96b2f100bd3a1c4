import type { InferencePriority } from '../../../ports/embedder.ts'
import type { TokenSequence } from '../tokenizer.ts'
import type { ModelRunner } from './model-runner.ts'

/** So many texts of a long request are turned into tokens at a time, so that a query behind it waits for no more. */
const WINDOW_TEXTS = 32

/** The longest row of a batch is at most so many times as long as the shortest. */
const MOST_PADDING = 2

/** One request in work: its texts become rows, the rows are run in batches in any order, the results find their place. */
export interface BatchJob {
  readonly id: number
  readonly key: string
  readonly runner: ModelRunner
  readonly texts: readonly string[]
  readonly query: string | null
  readonly priority: InferencePriority
}

export interface BatchRow {
  readonly job: BatchJob
  /** Which text of the job it is. */
  readonly index: number
  readonly tokens: TokenSequence
}

interface OpenJob {
  readonly job: BatchJob
  nextText: number
  /** Rows that wait, longest first. */
  rows: BatchRow[]
}

/**
 * Chooses what runs next: queries before ingestion, older before newer; rows of similar length together, from all requests of
 * the same model and priority. Nothing is held back to make a batch fuller: whoever is alone runs at once.
 */
export interface BatchQueue {
  add(job: BatchJob): void
  remove(id: number): void
  /** Rows of one model for one run; empty when nothing waits. */
  next(): readonly BatchRow[]
}

type OnUnreadable = (job: BatchJob, error: unknown) => void

/** `onUnreadable` is told of a request whose texts cannot be turned into tokens; it is taken out. */
export function createBatchQueue(onUnreadable: OnUnreadable): BatchQueue {
  const waiting: Record<InferencePriority, OpenJob[]> = { query: [], ingestion: [] }

  return {
    add(job) {
      waiting[job.priority].push({ job, nextText: 0, rows: [] })
    },
    remove(id) {
      for (const priority of ['query', 'ingestion'] as const) {
        waiting[priority] = waiting[priority].filter(({ job }) => job.id !== id)
      }
    },
    next() {
      const priority = waiting.query.length > 0 ? 'query' : 'ingestion'
      const [first] = waiting[priority]
      if (first === undefined) return []
      const sameModel = waiting[priority].filter(({ job }) => job.runner === first.job.runner)
      const batch = takeBatch(sameModel, onUnreadable)
      waiting[priority] = waiting[priority].filter(isOpen)
      return batch.length === 0 ? this.next() : batch
    },
  }
}

const isOpen = (one: OpenJob): boolean => one.rows.length > 0 || one.nextText < one.job.texts.length

function prepareWindow(open: OpenJob, onUnreadable: OnUnreadable): void {
  if (open.rows.length > 0) return
  const { job } = open
  const end = Math.min(open.nextText + WINDOW_TEXTS, job.texts.length)
  try {
    for (let index = open.nextText; index < end; index++) {
      open.rows.push({ job, index, tokens: job.runner.prepare(job.texts[index] ?? '', job.query) })
    }
  } catch (error) {
    open.rows = []
    open.nextText = job.texts.length
    onUnreadable(job, error)
    return
  }
  open.rows.sort((a, b) => b.tokens.ids.length - a.tokens.ids.length)
  open.nextText = end
}

/** The oldest request's longest row, then those nearest to it in length, from that request and those behind it. */
function takeBatch(jobs: readonly OpenJob[], onUnreadable: OnUnreadable): BatchRow[] {
  for (const open of jobs) prepareWindow(open, onUnreadable)
  const first = jobs.find((open) => open.rows.length > 0)?.rows[0]
  if (first === undefined) return []
  const { batchTexts, batchTokens } = first.job.runner
  const wanted = lengthOf(first)
  const others = jobs.flatMap((open) => open.rows.filter((row) => row !== first))
  others.sort((a, b) => Math.abs(lengthOf(a) - wanted) - Math.abs(lengthOf(b) - wanted))
  const batch = [first]
  let longest = wanted
  let shortest = wanted
  for (const row of others) {
    if (batch.length >= batchTexts) break
    const padded = Math.max(longest, lengthOf(row))
    const least = Math.min(shortest, lengthOf(row))
    // Padding costs as much as text: rows that would double it run on their own.
    if ((batch.length + 1) * padded > batchTokens || least * MOST_PADDING < padded) continue
    longest = padded
    shortest = least
    batch.push(row)
  }
  const taken = new Set(batch)
  for (const open of jobs) open.rows = open.rows.filter((row) => !taken.has(row))
  return batch
}

const lengthOf = ({ tokens }: BatchRow): number => tokens.ids.length
