import type { EvaluationApi } from '../modules/evaluation/index.ts'
import type { LibraryApi } from '../modules/library/index.ts'
import type { QuizzesApi } from '../modules/quizzes/index.ts'
import type { Clock } from '../ports/clock.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { IdSource } from '../ports/id-source.ts'
import type { JobQueue } from '../ports/job-queue.ts'
import type { Logger } from '../ports/logger.ts'
import type { RelationalStore } from '../ports/relational-store.ts'

export interface EvaluationSurroundings {
  readonly clock: Clock
  readonly idSource: IdSource
  readonly logger: Logger
  readonly eventBus: EventBus
  readonly store: RelationalStore
  readonly jobQueue: JobQueue
  readonly library: LibraryApi
  readonly quizzes: QuizzesApi
}

/** The evaluation lab. Does nothing before it is asked to. */
export async function openEvaluation(surroundings: EvaluationSurroundings): Promise<EvaluationApi> {
  const { createEvaluation } = await import('../modules/evaluation/index.ts')
  return createEvaluation(surroundings)
}
