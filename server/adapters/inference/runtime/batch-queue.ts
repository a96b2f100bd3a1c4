import type { InferencePriority } from '../../../ports/embedder.ts'
import type { TokenSequence } from '../tokenizer.ts'
import type { ModelRunner } from './model-runner.ts'

/** So many texts of a long request are turned into tokens at a time, so that a query behind it waits for no more. */
const WINDOW_TEXTS = 32

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

/** The oldest request's longest row, then the rows nearest to it in length, from that request and those behind it. */
function takeBatch(jobs: readonly OpenJob[], onUnreadable: OnUnreadable): BatchRow[] {
  const batch: BatchRow[] = []
  let longest = 0
  for (const open of jobs) {
    prepareWindow(open, onUnreadable)
    const { batchTexts, batchTokens } = open.job.runner
    open.rows = open.rows.filter((row) => {
      const padded = Math.max(longest, row.tokens.ids.length)
      const hasRoom = batch.length < batchTexts && (batch.length + 1) * padded <= batchTokens
      if (batch.length > 0 && !hasRoom) return true
      longest = padded
      batch.push(row)
      return false
    })
    if (batch.length >= batchTexts) break
  }
  return batch
}
