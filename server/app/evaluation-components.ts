import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { EvaluationApi } from '../modules/evaluation/index.ts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { ModelsApi } from '../modules/models/index.ts'
import type { QuizzesApi } from '../modules/quizzes/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { JobQueue } from '../ports/job-queue.ts'
import type { KeywordIndexStore } from '../ports/keyword-index-store.ts'
import type { Logger } from '../ports/logger.ts'
import type { RelationalStore } from '../ports/relational-store.ts'
import { machineName } from './machine-name.ts'
import type { Settings } from './settings.ts'

export interface EvaluationSurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly eventBus: EventBus
  readonly store: RelationalStore
  readonly jobQueue: JobQueue
  readonly library: LibraryApi
  readonly models: ModelsApi
  readonly quizzes: QuizzesApi
  readonly indexStore: KeywordIndexStore
  /** Of LearnPath. */
  readonly version: string
}

async function loadCode() {
  const [evaluation, retrieval, vectors] = await Promise.all([
    import('../modules/evaluation/index.ts'),
    import('../modules/retrieval/index.ts'),
    import('../adapters/vector-index/vector-index-store.ts'),
  ])
  return { ...evaluation, ...retrieval, ...vectors }
}

/** The evaluation lab. Does nothing before it is asked to. */
export async function openEvaluation(settings: Settings, surroundings: EvaluationSurroundings): Promise<EvaluationApi> {
  const code = await loadCode()
  const { logger } = surroundings
  const folder = join(settings.home, 'evaluation-vectors')
  const trialIndexStore = code.createLocalVectorIndexStore({ folder, logger })
  return code.createEvaluation({
    ...surroundings,
    trials: code.createTrials({ ...surroundings, trialIndexStore }),
    machine: machineName(),
    freeBytes: async () => {
      const { bavail, bsize } = await statfs(settings.home)
      return bavail * bsize
    },
  })
}
