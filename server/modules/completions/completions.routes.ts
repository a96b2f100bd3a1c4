import { ENDPOINTS, LearnPathError, type ChatCompletionChunk, type ChatCompletionRequest } from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import { eventStream, type EventSink } from '../../http/event-stream.ts'
import { foreignErrorOf } from '../../http/foreign-error.ts'
import { learnPathErrorOf } from '../../http/problem.ts'
import type { CompletionsApi } from './completions-api.ts'

const { path } = ENDPOINTS.chatCompletions

/** Asking in the form of the OpenAI interface: the whole answer, or chunk by chunk. */
export function mountCompletionRoutes(edge: Edge, { completions }: { readonly completions: CompletionsApi }): void {
  edge.handle(ENDPOINTS.chatCompletions, async ({ body, request, signal }) => {
    const base = new URL(request.url).origin
    try {
      if (body.stream === true) return await streamed(body, { completions, base, signal, stopping: edge.stopping })
      return await completions.complete(body, { base, signal })
    } catch (cause) {
      if (signal.aborted) throw new LearnPathError('LP_REQUEST_CANCELLED', { cause })
      throw cause
    }
  })
}

interface StreamSurroundings {
  readonly completions: CompletionsApi
  readonly base: string
  readonly signal: AbortSignal
  readonly stopping: AbortSignal
}

type StreamEvent =
  | { readonly type: 'chunk'; readonly chunk: ChatCompletionChunk }
  | { readonly type: 'failure'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly type: 'done' }

/** The interface has data alone, without names of events. */
function dataOf(event: StreamEvent): string {
  if (event.type === 'done') return 'data: [DONE]\n\n'
  return `data: ${JSON.stringify(event.type === 'chunk' ? event.chunk : event.body)}\n\n`
}

/**
 * What fails before the first chunk is answered with its status; what fails later is the last event. The reader leaving ends the
 * work in the model too.
 */
async function streamed(
  body: ChatCompletionRequest,
  { completions, base, signal, stopping }: StreamSurroundings,
): Promise<Response> {
  const reader = new AbortController()
  const leave = () => reader.abort()
  signal.addEventListener('abort', leave, { once: true })
  const waiting: StreamEvent[] = []
  let sink: EventSink<StreamEvent> | null = null
  let isOver = false
  const tell = (event: StreamEvent): void => {
    isOver = event.type !== 'chunk'
    if (sink === null) waiting.push(event)
    else sink.send(event)
    if (isOver) sink?.end()
  }
  await new Promise<void>((begun, refused) => {
    const onChunk = (chunk: ChatCompletionChunk) => {
      tell({ type: 'chunk', chunk })
      begun()
    }
    completions
      .complete(body, { base, onChunk, signal: reader.signal })
      .then(
        () => tell({ type: 'done' }),
        (failure: unknown) => {
          refused(failure)
          tell({ type: 'failure', body: foreignErrorOf(learnPathErrorOf(failure), path) })
        },
      )
      .finally(() => {
        signal.removeEventListener('abort', leave)
        begun()
      })
  })
  return eventStream<StreamEvent>({
    stopping,
    textOf: dataOf,
    open(opened) {
      sink = opened
      for (const event of waiting) opened.send(event)
      if (isOver) opened.end()
      return leave
    },
  })
}
