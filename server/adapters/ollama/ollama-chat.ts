import type { Generation, GenerationMeasure, GenerationRequest } from '../../ports/language-model.ts'
import { recordGeneration, type RecordedGeneration } from '../../kernel/streams/generation-record.ts'
import type { ServiceHttp, ServiceReply } from '../../kernel/streams/service-http.ts'
import type { SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import { ChatLine } from './ollama-answers.ts'
import { failureInStream, nonsense } from './ollama-errors.ts'

export interface ChatCall {
  readonly http: ServiceHttp
  readonly request: GenerationRequest
  /** As POST /api/chat takes it. */
  readonly body: Readonly<Record<string, unknown>>
  /** Whether the limit that Ollama knows has room for thoughts too: then what is text beyond the request's own is cut here. */
  readonly limitsText: boolean
  readonly silence: SilenceLimits
  /** Milliseconds; never goes back. */
  readonly now: () => number
}

const MS_PER_NS = 1e-6

/**
 * One POST /api/chat. @returns what was generated, or Ollama's refusal
 * @throws LP_LANGUAGE_MODEL_FAILED, LP_PROMPT_TOO_LONG, ServiceTrouble, the reason of the signal
 */
export async function chat(call: ChatCall): Promise<Generation | ServiceReply> {
  const { http, request, body, limitsText, silence, now } = call
  const record = recordGeneration({ now, onText: request.onText, onThinking: request.onThinking })
  const end: { line: ChatLine | null; isCut: boolean } = { line: null, isCut: false }
  const refused = await http.lines({
    path: '/api/chat',
    body,
    limits: silence,
    signal: request.signal,
    onLine(text) {
      if (text === '') return 'more'
      const line = readLine(http.place, text)
      record.thought(line.message?.thinking ?? '')
      record.text(line.message?.content ?? '')
      if (line.done === true) {
        end.line = line
        return 'last'
      }
      end.isCut = limitsText && record.textPieces() >= request.maximumTokens
      return end.isCut ? 'leave' : 'more'
    },
  })
  if (refused !== null) return refused
  if (end.line === null && !end.isCut) throw nonsense(http.place, 'an answer without an end')
  const { text, ...times } = record.end()
  const ended = end.isCut || end.line?.done_reason === 'length' ? 'length' : 'stop'
  return { text, ended, measure: measureOf(times, end.line) }
}

function readLine(place: string, text: string): ChatLine {
  const line = ChatLine.safeParse(parsed(text))
  if (!line.success) throw nonsense(place, 'a line that is not of its protocol')
  if (line.data.error !== undefined) throw failureInStream(place, line.data.error)
  return line.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Ollama's own figures where it gives them. Its `load_duration` is the time until the model could begin: waiting behind other requests
 * is in it, and a model that is in memory takes a few milliseconds.
 */
function measureOf(times: Omit<RecordedGeneration, 'text'>, line: ChatLine | null): GenerationMeasure {
  const { load_duration: load, eval_duration: duration, eval_count: count } = line ?? {}
  return {
    ...times,
    loadMs: load === undefined ? null : load * MS_PER_NS,
    promptTokens: line?.prompt_eval_count ?? null,
    generatedTokens: count ?? null,
    tokensPerSecond: count === undefined || duration === undefined || duration === 0 ? null : (count / duration) * 1e9,
  }
}
