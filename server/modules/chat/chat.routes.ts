import { ENDPOINTS, type AskEvent, type AskRequest } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import { eventStream } from '../../http/event-stream.ts'
import { learnPathErrorOf } from '../../http/problem.ts'
import type { ChatApi } from './chat-api.ts'

/** Asking: the whole answer as JSON, or piece by piece as server-sent events. */
export function mountChatRoutes(edge: Edge, { chat }: { readonly chat: ChatApi }): void {
  edge.handle(ENDPOINTS.ask, async ({ body, request, signal }) =>
    (request.headers.get('accept') ?? '').includes('text/event-stream')
      ? streamedAnswer(chat, body, edge.stopping)
      : await chat.ask(body, { signal }),
  )
}

/** The caller leaving ends the stream, which aborts the work on the answer. */
function streamedAnswer(chat: ChatApi, body: AskRequest, stopping: AbortSignal): Response {
  return eventStream<AskEvent>({
    stopping,
    open(sink) {
      const reader = new AbortController()
      chat
        .ask(body, { onEvent: (event) => sink.send(event), signal: reader.signal })
        .catch((failure: unknown) => {
          const { code, message, advice } = learnPathErrorOf(failure)
          sink.send({ type: 'answer-failed', code, message, advice })
        })
        .finally(() => sink.end())
      return () => reader.abort()
    },
  })
}
