import type { AskEvent, AskRequestInput, ErrorCode } from '@learnpath/contracts'
import { readEvents } from '../../api/event-stream.ts'
import { send } from '../../api/request.ts'
import { ServerProblem } from '../../api/server-problem.ts'

/**
 * Asks and tells of each piece of the answer as it comes.
 * @throws ServerProblem with the server's code, or LP_SERVER_UNREACHABLE when the answer breaks off; an AbortError
 */
export async function streamAnswer(
  request: AskRequestInput,
  signal: AbortSignal,
  onEvent: (event: AskEvent) => void,
): Promise<void> {
  const response = await send('ask', { body: request, signal }, { accept: 'text/event-stream' })
  let isComplete = false
  try {
    for await (const event of readEvents<AskEvent>(response.body ?? new ReadableStream())) {
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
