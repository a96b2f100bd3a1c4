import { setTimeout as sleep } from 'node:timers/promises'
import { ERRORS, LearnPathError, type EvaluationSummary, type LearnPathClient } from '@learnpath/contracts'
import { createProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

const PAUSE_MS = 300

const isUnderWay = ({ state }: EvaluationSummary): boolean => state === 'queued' || state === 'running'

/** Shows how far an evaluation is until it has ended. @throws what it failed with; LP_JOB_CANCELLED */
export async function followEvaluation(
  terminal: Terminal,
  client: LearnPathClient,
  begun: EvaluationSummary,
): Promise<EvaluationSummary> {
  const progress = createProgress(terminal, 'Measuring')
  let current = begun
  try {
    while (isUnderWay(current)) {
      await sleep(PAUSE_MS)
      current = await client.call('getEvaluation', { params: { id: begun.id } })
      progress.update(current.done, Math.max(1, current.total), `${current.done} of ${current.total}`)
    }
  } finally {
    progress.end()
  }
  if (current.state === 'complete') return current
  if (current.state === 'cancelled') throw new LearnPathError('LP_JOB_CANCELLED')
  const code = current.failure?.code ?? 'LP_INTERNAL'
  const message = current.failure?.message
  throw new LearnPathError(code in ERRORS ? (code as keyof typeof ERRORS) : 'LP_INTERNAL', {
    ...(message !== undefined && { detail: message }),
  })
}
