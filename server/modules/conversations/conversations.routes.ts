import { ENDPOINTS, type ConversationEvent } from '@learnpath/contracts'
import { download } from '../../http/download.ts'
import type { Edge } from '../../http/edge.ts'
import { eventStream } from '../../http/event-stream.ts'
import { learnPathErrorOf } from '../../http/problem.ts'
import type { BegunTurn, ConversationsApi } from './conversations-api.ts'

export interface ConversationsRoutesDependencies {
  readonly conversations: ConversationsApi
}

/** Addresses of conversations. */
export function mountConversationsRoutes(edge: Edge, { conversations }: ConversationsRoutesDependencies): void {
  edge.handle(ENDPOINTS.createConversation, async ({ body }) => await conversations.create(body))
  edge.handle(ENDPOINTS.listConversations, async ({ query }) => await conversations.list(query))
  edge.handle(ENDPOINTS.getConversation, async ({ params }) => await conversations.get(params.id))
  edge.handle(ENDPOINTS.updateConversation, async ({ params, body }) => await conversations.update(params.id, body))
  edge.handle(ENDPOINTS.deleteConversation, async ({ params }) => {
    await conversations.delete(params.id)
    return undefined
  })
  edge.handle(ENDPOINTS.askInConversation, async ({ params, body, request, signal }) => {
    const begun = await conversations.begin(params.id, body)
    return (request.headers.get('accept') ?? '').includes('text/event-stream')
      ? streamedTurn(begun, edge.stopping)
      : await begun.answer({ signal })
  })
  edge.handle(ENDPOINTS.exportConversation, async ({ params, query }) => {
    const { name, contentType, text } = await conversations.export(params.id, query)
    return download({ name, contentType, bytes: new TextEncoder().encode(text) })
  })
}

/** The caller leaving ends the stream, which stops the answer. */
function streamedTurn(begun: BegunTurn, stopping: AbortSignal): Response {
  return eventStream<ConversationEvent>({
    stopping,
    open(sink) {
      const reader = new AbortController()
      begun
        .answer({ onEvent: (event) => sink.send(event), signal: reader.signal })
        .catch((failure: unknown) => {
          const { code, message, advice } = learnPathErrorOf(failure)
          sink.send({ type: 'answer-failed', code, message, advice })
        })
        .finally(() => sink.end())
      return () => reader.abort()
    },
  })
}
