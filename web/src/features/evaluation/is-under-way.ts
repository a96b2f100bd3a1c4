import type { EvaluationSummary } from '@learnpath/contracts'

export const isUnderWay = ({ state }: Pick<EvaluationSummary, 'state'>): boolean =>
  state === 'queued' || state === 'running'

/** How often a run that is under way is asked for. */
export const REFRESH_MS = 1500
