import { LearnPathError } from '@learnpath/contracts'
import { saysTooLong } from '../../kernel/streams/says-too-long.ts'
import { ServiceTrouble, type ServiceReply } from '../../kernel/streams/service-http.ts'
import { wordsOf } from '../../kernel/streams/service-words.ts'

/** Ollama names no time when its queue is full. */
const RETRY_AFTER_SECONDS = 5

/** The error for an answer that is not a success. 503: the queue is full (OLLAMA_MAX_QUEUE); 429: a limit of its cloud. */
export function refusal(place: string, model: string | null, reply: ServiceReply): LearnPathError {
  const { status } = reply
  const words = wordsOf(reply.body, reply.text)
  const detail = `${place} answers ${status}${words === '' ? '' : `: ${words}`}`
  if (status === 429 || status === 503) {
    return new LearnPathError('LP_LANGUAGE_MODEL_BUSY', {
      detail,
      retryAfterSeconds: reply.retryAfterSeconds ?? RETRY_AFTER_SECONDS,
    })
  }
  if (status === 404 && model !== null && /\bmodel\b/u.test(words)) return missing(model)
  if (saysTooLong(words)) return new LearnPathError('LP_PROMPT_TOO_LONG', { detail })
  // Without words of its own it is something else that listens there.
  const isOllama = words !== '' && ![401, 403, 404, 405].includes(status)
  return new LearnPathError(isOllama ? 'LP_LANGUAGE_MODEL_FAILED' : 'LP_LANGUAGE_MODEL_UNREACHABLE', { detail })
}

const missing = (model: string): LearnPathError =>
  new LearnPathError('LP_LANGUAGE_MODEL_MISSING', { detail: `get it with "ollama pull ${model}"` })

/** Whether a refusal is because the model cannot think; before October 2025 also when it was told not to. */
export const refusesThinking = (reply: ServiceReply): boolean =>
  reply.status === 400 && /\bthink/iu.test(wordsOf(reply.body, reply.text))

/** The error for what Ollama says in the middle of its answer. */
export function failureInStream(place: string, words: string): LearnPathError {
  const detail = `${place} says: ${words}`
  return new LearnPathError(saysTooLong(words) ? 'LP_PROMPT_TOO_LONG' : 'LP_LANGUAGE_MODEL_FAILED', { detail })
}

export const nonsense = (place: string, what: string): LearnPathError =>
  new LearnPathError('LP_LANGUAGE_MODEL_FAILED', { detail: `${place} gave ${what}` })

/** What goes wrong on the way, as an error with a code; everything else as it is. */
export function asLearnPathError(failure: unknown): unknown {
  if (!(failure instanceof ServiceTrouble)) return failure
  const code = failure.kind === 'unreachable' ? 'LP_LANGUAGE_MODEL_UNREACHABLE' : 'LP_LANGUAGE_MODEL_FAILED'
  return new LearnPathError(code, { detail: failure.message, cause: failure })
}
