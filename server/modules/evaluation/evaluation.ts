import { createChatEvaluations, type ChatEvaluationsDependencies } from './chat/chat-evaluations.ts'
import { createChatRunKind } from './chat/chat-run-kind.ts'
import type { SuiteDependencies } from './gate/suite-dependencies.ts'
import { createSuites } from './gate/suites.ts'
import { createLabelSets, type LabelSetsDependencies } from './retrieval/labels/label-sets.ts'
import type { RetrievalLabDependencies } from './retrieval/retrieval-dependencies.ts'
import { createRetrievalKind } from './retrieval/retrieval-kind.ts'
import { createRetrievalLab } from './retrieval/retrieval-lab.ts'
import { createRuns, type RunsDependencies } from './runs/runs.ts'
import type { EvaluationApi } from './evaluation-api.ts'

export type EvaluationDependencies = RunsDependencies &
  ChatEvaluationsDependencies &
  LabelSetsDependencies &
  SuiteDependencies &
  Omit<RetrievalLabDependencies, 'labels'>

/** The evaluation lab. */
export function createEvaluation(deps: EvaluationDependencies): EvaluationApi {
  const labels = createLabelSets(deps)
  const retrievalDeps: RetrievalLabDependencies = { ...deps, labels }
  const runs = createRuns(deps, [createChatRunKind(deps), createRetrievalKind(retrievalDeps)])
  const chat = createChatEvaluations(deps, runs)
  return {
    runs,
    chat,
    labels,
    retrieval: createRetrievalLab(retrievalDeps, runs),
    suites: createSuites(deps),
    async start() {
      await chat.start()
      await runs.start()
    },
    async stop() {
      await chat.stop()
      await runs.stop()
    },
  }
}
