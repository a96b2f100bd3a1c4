import {
  LearnPathError,
  type EvaluationSuite,
  type RunSuiteRequest,
  type SuiteMeasure,
  type SuiteReport,
} from '@learnpath/contracts'
import { compareMeasures, isFailing } from './compare-measures.ts'
import { measureAnswers } from './measure-answers.ts'
import { measureQuiz } from './measure-quiz.ts'
import { measureRetrieval } from './measure-retrieval.ts'
import type { SuiteDependencies } from './suite-dependencies.ts'

/** Measuring again and again what must not get worse. */
export interface SuitesApi {
  /** @throws LP_QUESTION_SET_INVALID, LP_COLLECTION_NOT_FOUND, as `ModelsApi.embedder` */
  run(request: RunSuiteRequest): Promise<SuiteReport>
}

async function measureCase(
  deps: SuiteDependencies,
  one: EvaluationSuite['cases'][number],
  seed: number,
): Promise<SuiteMeasure[]> {
  if (one.kind === 'retrieval') return await measureRetrieval(deps, one)
  if (one.kind === 'answers') return await measureAnswers(deps, one)
  return await measureQuiz(deps, one, seed)
}

function requireDistinct({ cases }: EvaluationSuite): void {
  const twice = cases.find(({ id }, at) => cases.findIndex((other) => other.id === id) !== at)
  if (twice === undefined) return
  throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail: `two cases are named ${twice.id}` })
}

export function createSuites(deps: SuiteDependencies): SuitesApi {
  return {
    async run({ suite, baseline }) {
      requireDistinct(suite)
      if (baseline !== null && baseline.suite !== suite.name) {
        const detail = `the baseline is of ${baseline.suite}, not of ${suite.name}`
        throw new LearnPathError('LP_QUESTION_SET_INVALID', { detail })
      }
      const startedAt = deps.clock.monotonicMs()
      const measures: SuiteMeasure[] = []
      for (const one of suite.cases) measures.push(...(await measureCase(deps, one, suite.seed)))
      const verdicts = baseline === null ? [] : compareMeasures(baseline.measures, measures, suite)
      return {
        passed: !verdicts.some(isFailing),
        measured: { format: 'learnpath-baseline-1', suite: suite.name, version: deps.version, measures },
        verdicts,
        tookMs: deps.clock.monotonicMs() - startedAt,
      }
    },
  }
}
