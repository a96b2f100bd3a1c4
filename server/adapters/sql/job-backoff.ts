import { createHash } from 'node:crypto'

const FIRST_WAIT_MS = 1000
export const LONGEST_WAIT_MS = 5 * 60 * 1000

/**
 * Wait before the next attempt in ms: 1, 2, 4 … seconds up to five minutes, times .75 to 1.25 so that jobs that failed together
 * do not come back together. The spread is made from the job's id: the same job waits the same time in every run.
 */
export function backoffMs(jobId: string, attempt: number): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS)
  const spread = createHash('sha256').update(`${jobId}:${attempt}`).digest().readUInt32BE(0) / 2 ** 32
  return Math.min(Math.round(wait * (0.75 + spread / 2)), LONGEST_WAIT_MS)
}
