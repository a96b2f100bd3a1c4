import type { Job } from '@learnpath/contracts'
import { useAnswer } from '../../api/use-answer.ts'

const RECENT = 50

export const PULL = 'pull-model'
export const QUANTIZE = 'quantize-model'

/** The latest job on each model: what runs, or how it ended. */
export function useModelJobs(): ReadonlyMap<string, Job> {
  const pulls = useAnswer('listJobs', { query: { kind: PULL, limit: RECENT } })
  const quantizations = useAnswer('listJobs', { query: { kind: QUANTIZE, limit: RECENT } })
  const jobs = [...(pulls.data?.jobs ?? []), ...(quantizations.data?.jobs ?? [])]
  const latest = new Map<string, Job>()
  for (const job of jobs.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt))) {
    latest.set(job.subjectId, job)
  }
  return latest
}
