import {
  LearnPathError,
  type CreateRetrievalEvaluationRequest,
  type EvaluationSummary,
  type RetrievalPlan,
  type RetrievalReport,
} from '@learnpath/contracts'
import type { RunsApi } from '../runs/runs-api.ts'
import { nameSubjects } from './name-subject.ts'
import { planComparison, requireRoomFor } from './plan-comparison.ts'
import { reportMarkdown } from './report/report-markdown.ts'
import type { RetrievalLabDependencies } from './retrieval-dependencies.ts'
import type { RetrievalRunConfig } from './run-config.ts'

/** Newest comparisons looked at for one to go on with. */
const LOOKED_AT = 50

/** Comparing ways to search. */
export interface RetrievalLabApi {
  /** @throws LP_QUESTION_SET_NOT_FOUND, LP_QUESTION_SET_INVALID, LP_COLLECTION_NOT_FOUND, LP_REQUEST_INVALID, as `ModelsApi.embedder` */
  plan(request: CreateRetrievalEvaluationRequest): Promise<RetrievalPlan>
  /** One of the same that was interrupted goes on. Errors as of `plan`, and LP_GENERATION_DISK. */
  create(request: CreateRetrievalEvaluationRequest): Promise<EvaluationSummary>
  /** @throws LP_EVALUATION_NOT_FOUND, LP_EVALUATION_STATE before it is complete */
  report(runId: string): Promise<RetrievalReport>
  /** The report as a page. Errors as of `report`. */
  markdown(runId: string): Promise<string>
}

const titleOf = (names: readonly string[]): string =>
  names.length <= 2 ? names.join(' against ') : `${names.length} ways to search`

export function createRetrievalLab(
  deps: RetrievalLabDependencies,
  runs: Pick<RunsApi, 'create' | 'stored' | 'list' | 'resume'>,
): RetrievalLabApi {
  /** One of the same request that has not come to its end. */
  async function interrupted(config: RetrievalRunConfig): Promise<EvaluationSummary | null> {
    const { runs: latest } = await runs.list({ kind: 'retrieval', limit: LOOKED_AT, offset: 0 })
    for (const run of latest) {
      if (run.state === 'complete') continue
      const stored = await runs.stored(run.id)
      if (JSON.stringify(stored.config) === JSON.stringify(config)) return run
    }
    return null
  }

  async function reported(runId: string): Promise<{ readonly title: string; readonly report: RetrievalReport }> {
    const run = await runs.stored(runId)
    if (run.kind !== 'retrieval') throw new LearnPathError('LP_EVALUATION_NOT_FOUND', { detail: runId })
    if (run.report === null) throw new LearnPathError('LP_EVALUATION_STATE', { detail: `it is ${run.state}` })
    return { title: run.title, report: run.report as RetrievalReport }
  }

  return {
    plan: async (request) => await planComparison(deps, request),
    async create(request) {
      const plan = await planComparison(deps, request)
      requireRoomFor(plan)
      const subjects = nameSubjects(request.subjects, deps.models.defaultPrecision)
      const title = request.title ?? titleOf(subjects.map(({ name }) => name))
      const config: RetrievalRunConfig = { request: { ...request, subjects }, title }
      const same = await interrupted(config)
      if (same === null) return await runs.create({ kind: 'retrieval', title, config })
      return same.state === 'cancelled' || same.state === 'failed' ? await runs.resume(same.id) : same
    },
    report: async (runId) => (await reported(runId)).report,
    async markdown(runId) {
      const { title, report } = await reported(runId)
      return reportMarkdown(title, report)
    },
  }
}
