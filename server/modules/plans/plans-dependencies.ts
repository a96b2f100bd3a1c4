import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { ConceptsApi } from '../concepts/index.ts'
import type { LanguageModelsApi } from '../language-models/index.ts'
import type { LibraryApi } from '../library/index.ts'
import type { QuizzesApi } from '../quizzes/index.ts'
import type { RetrievalApi } from '../retrieval/index.ts'
import type { ReviewsApi } from '../reviews/index.ts'

export interface PlansDependencies {
  readonly store: RelationalStore
  readonly library: Pick<LibraryApi, 'collection' | 'get' | 'changesAfter' | 'latestSequence'>
  readonly retrieval: Pick<RetrievalApi, 'search' | 'queryTerms'>
  readonly concepts: Pick<ConceptsApi, 'map' | 'studyDocument'>
  readonly quizzes: Pick<QuizzesApi, 'create' | 'get' | 'result'>
  readonly reviews: Pick<ReviewsApi, 'mastery' | 'forecast' | 'settings'>
  /** Names modules and says what they are about, where there is a model. */
  readonly languageModels: Pick<LanguageModelsApi, 'generateObject'>
  /** Ends the time that making one plan gives to a language model. */
  readonly patience: () => AbortSignal
  readonly eventBus: Pick<EventBus, 'subscribe'>
  readonly logger: Logger
  readonly clock: Clock
  readonly idSource: IdSource
}
