import type { Clock } from '../../ports/clock.ts'
import type { EventBus } from '../../ports/event-bus.ts'
import type { IdSource } from '../../ports/id-source.ts'
import type { Leadership } from '../../ports/leadership.ts'
import type { Logger } from '../../ports/logger.ts'
import type { RelationalStore } from '../../ports/relational-store.ts'
import type { ChatApi } from '../chat/index.ts'
import type { LanguageModelsApi } from '../language-models/index.ts'
import type { LibraryApi } from '../library/index.ts'

export interface ConversationsDependencies {
  readonly store: RelationalStore
  readonly chat: ChatApi
  readonly library: Pick<LibraryApi, 'collection'>
  readonly languageModels: Pick<LanguageModelsApi, 'get'>
  readonly clock: Clock
  readonly idSource: IdSource
  readonly eventBus: EventBus
  readonly leadership: Leadership
  readonly logger: Logger
}
