import type {
  AskInConversationRequest,
  Conversation,
  ConversationEvent,
  ConversationList,
  ConversationTurn,
  CreateConversationRequest,
  ExportConversationQuery,
  ListConversationsQuery,
  UpdateConversationRequest,
} from '@learnpath/contracts'

/** A question that is stored and not answered yet. */
export interface BegunTurn {
  readonly turn: ConversationTurn
  /**
   * Answers it, once. `onEvent` gets `turn-started` first, and `answer-end` when the answer is stored. Leaving by the signal keeps
   * what there was until then.
   * @throws what kept it from being answered, which the turn keeps too; the reason of the signal
   */
  answer(options?: {
    readonly onEvent?: (event: ConversationEvent) => void
    readonly signal?: AbortSignal
  }): Promise<ConversationTurn>
}

export interface ExportedConversation {
  readonly name: string
  readonly contentType: string
  readonly text: string
}

/** Questions and answers that follow from one another. */
export interface ConversationsApi {
  /** @throws LP_COLLECTION_NOT_FOUND, LP_LANGUAGE_MODEL_UNKNOWN */
  create(request: CreateConversationRequest): Promise<Conversation>
  /** The last used first. */
  list(query: ListConversationsQuery): Promise<ConversationList>
  /** @throws LP_CONVERSATION_NOT_FOUND */
  get(id: string): Promise<Conversation>
  /** @throws LP_CONVERSATION_NOT_FOUND, LP_COLLECTION_NOT_FOUND, LP_LANGUAGE_MODEL_UNKNOWN */
  update(id: string, request: UpdateConversationRequest): Promise<Conversation>
  /** Ends what is answered in it. @throws LP_CONVERSATION_NOT_FOUND */
  delete(id: string): Promise<void>
  /** @throws LP_CONVERSATION_NOT_FOUND, LP_TURN_NOT_FOUND, LP_COLLECTION_NOT_FOUND, LP_LANGUAGE_MODEL_UNKNOWN */
  begin(id: string, request: AskInConversationRequest): Promise<BegunTurn>
  /** One branch. @throws LP_CONVERSATION_NOT_FOUND, LP_TURN_NOT_FOUND */
  export(id: string, query: ExportConversationQuery): Promise<ExportedConversation>
  /** Ends turns that were being answered when the process ended, and follows deletions of documents. */
  start(): Promise<void>
  /** Ends what is answered, and waits until that is stored. */
  stop(): Promise<void>
}
