import {
  AskRequest,
  LearnPathError,
  type AskInConversationRequest,
  type AskResponse,
  type ConversationEvent,
  type ConversationTurn,
  type SearchFilters,
} from '@learnpath/contracts'
import { readTurn } from './conversation-reading.ts'
import type { ConversationsDependencies } from './conversations-dependencies.ts'
import { storeEnd, type StoredTurn, type TurnEnd } from './store-turn.ts'
import { withdrawAnswers } from './withdraw-answers.ts'

export interface AnswerTurn {
  readonly stored: StoredTurn
  readonly request: AskInConversationRequest
  readonly onEvent: (event: ConversationEvent) => void
  readonly signal: AbortSignal
}

/** Asks, and keeps what came of it. @throws as `BegunTurn.answer` */
export async function answerTurn(dependencies: ConversationsDependencies, work: AnswerTurn): Promise<ConversationTurn> {
  const { stored, onEvent } = work
  onEvent({ type: 'turn-started', turn: stored.turn, title: stored.conversation.title })
  const response = await askedOrKept(dependencies, work)
  const ended = await keepEnd(dependencies, stored, { state: 'complete', response, failure: null })
  if (ended.response === null) throw new LearnPathError('LP_DOCUMENT_NOT_FOUND', { detail: DELETED_MEANWHILE })
  onEvent({ type: 'answer-end', response: ended.response })
  return ended
}

const DELETED_MEANWHILE = 'a document was deleted while the answer quoted it'

/** The whole answer; what there was until it broke off is kept. */
async function askedOrKept(
  dependencies: ConversationsDependencies,
  { stored, request, onEvent, signal }: AnswerTurn,
): Promise<AskResponse> {
  let partial: AskResponse | null = null
  try {
    const response = await dependencies.chat.ask(askRequest(stored, request), {
      signal,
      onPartial: (answer) => {
        // Of the first words nothing can be found yet; that is not to say that the documents do not hold it.
        partial = answer.abstained ? null : worthKeeping(answer)
      },
      onEvent: (event) => {
        // Whoever reads it may ask for the conversation at once, and is to find the answer there.
        if (event.type !== 'answer-end') onEvent(event)
      },
    })
    return worthKeeping(response)
  } catch (cause) {
    const { code, message, advice } =
      cause instanceof LearnPathError ? cause : new LearnPathError('LP_INTERNAL', { cause })
    const end: TurnEnd = signal.aborted
      ? { state: 'stopped', response: partial, failure: null }
      : { state: 'failed', response: null, failure: { code, message, advice } }
    await keepEnd(dependencies, stored, end)
    throw cause
  }
}

/** @returns the turn as it is stored now. @throws LP_CONVERSATION_NOT_FOUND when it was deleted meanwhile */
async function keepEnd(
  dependencies: ConversationsDependencies,
  stored: StoredTurn,
  end: TurnEnd,
): Promise<ConversationTurn> {
  const { kept, documentsAreThere } = await storeEnd(dependencies, stored, end)
  if (!kept) throw new LearnPathError('LP_CONVERSATION_NOT_FOUND', { detail: stored.conversation.id })
  if (documentsAreThere) return { ...stored.turn, ...end }
  await withdrawAnswers(dependencies.store)
  return await readTurn(dependencies.store.db, stored.turn.id)
}

function askRequest({ turn, conversation, history }: StoredTurn, request: AskInConversationRequest): AskRequest {
  const model = request.model ?? conversation.model
  return AskRequest.parse({
    question: turn.question,
    filters: JSON.parse(conversation.filters_json) as SearchFilters,
    ...(history.length > 0 && { history }),
    ...(model !== null && { model }),
    ...(request.settings !== undefined && { settings: request.settings }),
    ...(request.graphMode !== undefined && { graphMode: request.graphMode }),
  })
}

/**
 * Where there is an answer, nobody looks at the passages near it. Relations quote documents that the answer may not: they would stay
 * when those are deleted.
 */
const worthKeeping = ({ graph, ...response }: AskResponse): AskResponse => ({
  ...response,
  ...(!response.abstained && { nearest: [] }),
  ...(graph !== undefined && { graph: { ...graph, relations: [] } }),
})
