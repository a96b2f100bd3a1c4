import type { AskInConversationRequest, ConversationEvent, ErrorCode } from '@learnpath/contracts'
import { readEvents } from '../../api/event-stream.ts'
import { send } from '../../api/request.ts'
import { ServerProblem } from '../../api/server-problem.ts'

/**
 * Asks and tells of each piece of the answer as it comes. Giving it up stops the answer on the server.
 * @throws ServerProblem with the server's code, or LP_SERVER_UNREACHABLE when the answer breaks off; an AbortError
 */
export async function streamTurn(
  conversationId: string,
  request: AskInConversationRequest,
  signal: AbortSignal,
  onEvent: (event: ConversationEvent) => void,
): Promise<void> {
  const call = { params: { id: conversationId }, body: request, signal }
  const response = await send('askInConversation', call, { accept: 'text/event-stream' })
  let isComplete = false
  try {
    for await (const event of readEvents<ConversationEvent>(response.body ?? new ReadableStream())) {
      if (event.type === 'answer-failed') {
        throw new ServerProblem(event.code as ErrorCode, { detail: event.message })
      }
      isComplete ||= event.type === 'answer-end'
      onEvent(event)
    }
  } catch (cause) {
    if (signal.aborted || cause instanceof ServerProblem) throw cause
    throw new ServerProblem('LP_SERVER_UNREACHABLE', { cause })
  }
  if (!isComplete) throw new ServerProblem('LP_SERVER_UNREACHABLE')
}
