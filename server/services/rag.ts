import type { Edge } from '../http/edge.ts'
import type { ChatApi } from '../modules/chat/index.ts'
import { mountChatRoutes } from '../modules/chat/chat.routes.ts'
import type { EvaluationApi } from '../modules/evaluation/index.ts'
import { mountEvaluationRoutes } from '../modules/evaluation/evaluation.routes.ts'
import type { CompletionsApi } from '../modules/completions/index.ts'
import { mountCompletionRoutes } from '../modules/completions/completions.routes.ts'
import {
  mountConversationsRoutes,
  type ConversationsRoutesDependencies,
} from '../modules/conversations/conversations.routes.ts'
import { mountIngestionRoutes, type IngestionRoutesDependencies } from '../modules/ingestion/ingestion.routes.ts'
import {
  mountLanguageModelsRoutes,
  type LanguageModelsRoutesDependencies,
} from '../modules/language-models/language-models.routes.ts'
import { mountLibraryRoutes, type LibraryRoutesDependencies } from '../modules/library/library.routes.ts'
import { mountRetrievalRoutes, type RetrievalRoutesDependencies } from '../modules/retrieval/retrieval.routes.ts'

export interface RagDependencies
  extends
    LibraryRoutesDependencies,
    IngestionRoutesDependencies,
    RetrievalRoutesDependencies,
    LanguageModelsRoutesDependencies,
    ConversationsRoutesDependencies {
  readonly chat: ChatApi
  readonly evaluation: EvaluationApi
  readonly completions: CompletionsApi
}

/** Documents, search, answers, conversations, and how good they are. */
export default function mountRag(edge: Edge, dependencies: RagDependencies): void {
  mountRetrievalRoutes(edge, dependencies)
  mountChatRoutes(edge, dependencies)
  mountCompletionRoutes(edge, dependencies)
  mountLanguageModelsRoutes(edge, dependencies)
  mountConversationsRoutes(edge, dependencies)
  mountLibraryRoutes(edge, dependencies)
  mountIngestionRoutes(edge, dependencies)
  mountEvaluationRoutes(edge, dependencies)
}
