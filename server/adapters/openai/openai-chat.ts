import type { Generation, GenerationMeasure, GenerationRequest } from '../../ports/language-model.ts'
import { createEventDataReader } from '../../kernel/streams/event-data.ts'
import { recordGeneration, type RecordedGeneration } from '../../kernel/streams/generation-record.ts'
import type { LineReceiver, ServiceHttp, ServiceReply } from '../../kernel/streams/service-http.ts'
import type { SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import { ChatChunk, type ChatDelta } from './openai-answers.ts'
import { failureInStream, nonsense } from './openai-errors.ts'

export interface ChatCall {
  readonly http: ServiceHttp
  readonly request: GenerationRequest
  /** As POST /chat/completions takes it. */
  readonly body: Readonly<Record<string, unknown>>
  readonly silence: SilenceLimits
  /** Milliseconds; never goes back. */
  readonly now: () => number
}

/** What the last chunks tell. */
interface Ending {
  reason: string | null
  isDone: boolean
  usage: ChatChunk['usage']
  timings: ChatChunk['timings']
}

const DONE = '[DONE]'

/**
 * One POST /chat/completions. @returns what was generated, or the server's refusal
 * @throws LP_LANGUAGE_MODEL_FAILED, LP_PROMPT_TOO_LONG, ServiceTrouble, the reason of the signal
 */
export async function chat({ http, request, body, silence, now }: ChatCall): Promise<Generation | ServiceReply> {
  const record = recordGeneration({ now, onText: request.onText, onThinking: request.onThinking })
  const ending: Ending = { reason: null, isDone: false, usage: null, timings: null }
  const nextData = createEventDataReader()

  const onData = (data: string): ReturnType<LineReceiver> => {
    if (data === DONE) {
      ending.isDone = true
      return 'last'
    }
    const chunk = readChunk(http.place, data)
    ending.usage = chunk.usage ?? ending.usage
    ending.timings = chunk.timings ?? ending.timings
    const choice = chunk.choices?.[0]
    ending.reason = choice?.finish_reason ?? ending.reason
    const { text, thought } = said(choice?.delta)
    record.thought(thought)
    record.text(text)
    // The first chunk tells the role only, at once: the prompt is still to be read.
    return text === '' && thought === '' && ending.reason === null ? 'waiting' : 'more'
  }
  const onLine = (line: string) => {
    // llama.cpp has told failures by a field of that name.
    const data = nextData(line.startsWith('error:') ? line.replace('error:', 'data: {"error":').concat('}') : line)
    return data === null ? 'waiting' : onData(data)
  }

  const refused = await http.lines({ path: '/chat/completions', body, limits: silence, signal: request.signal, onLine })
  if (refused !== null) return refused
  if (!ending.isDone) onLine('') // An event that nothing came after.
  if (!ending.isDone && ending.reason === null) throw nonsense(http.place, 'an answer without an end')
  const { text, ...times } = record.end()
  return { text, ended: ending.reason === 'length' ? 'length' : 'stop', measure: measureOf(times, ending) }
}

function readChunk(place: string, data: string): ChatChunk {
  const chunk = ChatChunk.safeParse(parsed(data))
  if (!chunk.success) throw nonsense(place, 'an event that is not of its protocol')
  const { error } = chunk.data
  if (error !== undefined && error !== null) {
    throw failureInStream(place, typeof error === 'string' ? error : (error.message ?? 'an error without words'))
  }
  return chunk.data
}

const said = (delta: ChatDelta | null | undefined) => ({
  text: `${delta?.content ?? ''}${delta?.refusal ?? ''}`,
  thought: delta?.reasoning_content ?? delta?.reasoning ?? '',
})

function parsed(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return null
  }
}

/** Servers tell counts; only llama.cpp tells its speed. Of others the time from the first token on is measured here. */
function measureOf(times: Omit<RecordedGeneration, 'text'>, { usage, timings }: Ending): GenerationMeasure {
  const generatedTokens = usage?.completion_tokens ?? null
  const generatingMs = times.totalMs - (times.firstTokenMs ?? times.totalMs)
  const measured = generatedTokens === null || generatingMs <= 0 ? null : (generatedTokens / generatingMs) * 1000
  return {
    ...times,
    loadMs: null,
    promptTokens: usage?.prompt_tokens ?? null,
    generatedTokens,
    tokensPerSecond: timings?.predicted_per_second ?? measured,
  }
}
