import { setTimeout as sleep } from 'node:timers/promises'
import { ERRORS, LearnPathError, type Job, type LearnPathClient, type ProgressEvent } from '@learnpath/contracts'
import { createProgress, sizeText, type Progress } from './progress.ts'
import type { Terminal } from './terminal.ts'

const FIRST_PAUSE_MS = 20
const LONGEST_PAUSE_MS = 500

export interface FollowedJob {
  readonly model: string
  readonly title: string
  /** Asks for the work. Progress is listened for before. */
  readonly start: () => Promise<Job>
}

/** Starts work on a model and shows how far it is until it ends. @throws the error that it ended with */
export async function followModelJob(
  terminal: Terminal,
  client: LearnPathClient,
  { model, title, start }: FollowedJob,
): Promise<Job> {
  const progress = createProgress(terminal, title)
  const listening = new AbortController()
  const show: Progress['update'] = (done, total, what) => progress.update(done, total, what)
  const shown = showProgress(client, model, { signal: listening.signal, show }).catch((failure: unknown) => {
    // The work goes on all the same.
    if (!listening.signal.aborted) terminal.note(`How far it is cannot be shown: ${String(failure)}`)
  })
  try {
    return await ended(client, await start())
  } finally {
    listening.abort()
    await shown
    progress.end()
  }
}

async function showProgress(
  client: LearnPathClient,
  model: string,
  { signal, show }: { readonly signal: AbortSignal; readonly show: Progress['update'] },
): Promise<void> {
  for await (const event of client.events({ signal })) {
    if (event.type !== 'model-progress' || event.model !== model) continue
    if (event.stage === 'ready' || event.stage === 'failed') continue
    show(event.done, Math.max(event.total, 1), whatOf(event))
  }
}

function whatOf({ stage, detail, done, total }: Extract<ProgressEvent, { type: 'model-progress' }>): string {
  const inBytes = stage === 'download' || stage === 'verify'
  return inBytes && total > 0 ? `${sizeText(done)} of ${sizeText(total)}  ${detail}` : detail
}

async function ended(client: LearnPathClient, job: Job): Promise<Job> {
  let current = job
  for (let pauseMs = FIRST_PAUSE_MS; current.state === 'queued' || current.state === 'running';) {
    await sleep(pauseMs)
    pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)
    current = await client.getJob(job.id)
  }
  if (current.state === 'done') return current
  throw failureOf(current)
}

/** The error of the job, as if it had been thrown here. */
function failureOf({ state, errorCode, errorMessage }: Job): LearnPathError {
  if (state === 'cancelled') return new LearnPathError('LP_JOB_CANCELLED')
  const code = errorCode ?? 'LP_INTERNAL'
  const title = `${ERRORS[code].title}: `
  const detail = errorMessage?.startsWith(title) === true ? errorMessage.slice(title.length) : errorMessage
  return new LearnPathError(code, detail === null || detail === ERRORS[code].title ? {} : { detail })
}
