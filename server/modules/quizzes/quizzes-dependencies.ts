import type { Clock } from '../../ports/clock.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { QuestionWriter } from '../../ports/question-writer.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { ConceptsApi } from '../concepts/index.ts'
import type { LibraryApi } from '../library/index.ts'
import type { OnAnswered } from './quizzes-api.ts'

export interface QuizzesDependencies {
  readonly store: RelationalStore
  readonly clock: Clock
  readonly idSource: IdSource
  readonly metrics: Pick<Metrics, 'quizCreated'>
  readonly library: Pick<LibraryApi, 'collection' | 'text'>
  readonly concepts: Pick<ConceptsApi, 'map' | 'studyDocument'>
  /** In the order in which they are asked; each fills what those before it leave. The last one needs nothing but the documents. */
  readonly writers: readonly QuestionWriter[]
  /** Ends the time that one quiz gives to all writers but the last. */
  readonly patience: () => AbortSignal
  readonly logger: Logger
  readonly onAnswered: OnAnswered
}
