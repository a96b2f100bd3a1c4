import type { Edge } from '../http/edge.ts'
import type { ChatApi } from '../modules/chat/index.ts'
import { mountChatRoutes } from '../modules/chat/chat.routes.ts'
import type { ConceptsApi } from '../modules/concepts/index.ts'
import { mountConceptsRoutes } from '../modules/concepts/concepts.routes.ts'
import type { EvaluationApi } from '../modules/evaluation/index.ts'
import { mountChatEvaluationRoutes } from '../modules/evaluation/chat/chat-evaluation.routes.ts'
import { mountEvaluationRoutes } from '../modules/evaluation/evaluation.routes.ts'
import { mountSuiteRoutes } from '../modules/evaluation/gate/suite.routes.ts'
import { mountLabelRoutes } from '../modules/evaluation/retrieval/label.routes.ts'
import { mountRetrievalLabRoutes } from '../modules/evaluation/retrieval/retrieval-lab.routes.ts'
import type { GraphApi } from '../modules/graph/index.ts'
import { mountGraphRoutes } from '../modules/graph/graph.routes.ts'
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
  readonly generations: IngestionRoutesDependencies['generations'] & RetrievalRoutesDependencies['generations']
  readonly chat: ChatApi
  readonly concepts: ConceptsApi
  readonly evaluation: EvaluationApi
  readonly completions: CompletionsApi
  readonly graph: GraphApi
}

/** Documents, search, answers, conversations, concepts, and how good they are. */
export default function mountRag(edge: Edge, dependencies: RagDependencies): void {
  mountRetrievalRoutes(edge, dependencies)
  mountConceptsRoutes(edge, dependencies)
  mountGraphRoutes(edge, dependencies)
  mountChatRoutes(edge, dependencies)
  mountCompletionRoutes(edge, dependencies)
  mountLanguageModelsRoutes(edge, dependencies)
  mountConversationsRoutes(edge, dependencies)
  mountLibraryRoutes(edge, dependencies)
  mountIngestionRoutes(edge, dependencies)
  mountEvaluationRoutes(edge, dependencies)
  mountLab(edge, dependencies.evaluation)
}

/** Comparisons of language models and of ways to search, labelled questions, and the gate. */
function mountLab(edge: Edge, { chat, labels, retrieval, suites }: EvaluationApi): void {
  mountChatEvaluationRoutes(edge, chat)
  mountLabelRoutes(edge, labels)
  mountRetrievalLabRoutes(edge, retrieval)
  mountSuiteRoutes(edge, suites)
}
