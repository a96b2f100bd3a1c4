import { createLabelSets, type LabelSetsDependencies } from './retrieval/labels/label-sets.ts'
import { createRuns, type RunsDependencies } from './runs/runs.ts'
import type { EvaluationApi } from './evaluation-api.ts'

export type EvaluationDependencies = RunsDependencies & LabelSetsDependencies

/** The evaluation lab. */
export function createEvaluation(deps: EvaluationDependencies): EvaluationApi {
  const labels = createLabelSets(deps)
  const runs = createRuns(deps, [])
  return { runs, labels, start: async () => await runs.start() }
}
