import { LearnPathError } from '@learnpath/contracts'
import { saysTooLong } from '../../kernel/streams/says-too-long.ts'
import { ServiceTrouble, type ServiceReply } from '../../kernel/streams/service-http.ts'
import { wordsOf } from '../../kernel/streams/service-words.ts'

const RETRY_AFTER_SECONDS = 5

/**
 * The error for an answer that is not a success. 429: a limit of the account or the queue; 503: too much to do, or llama.cpp still loads
 * the model. What a server says about a refused key is left out, since some repeat parts of it.
 */
export function refusal(place: string, model: string | null, reply: ServiceReply): LearnPathError {
  const { status } = reply
  const isAboutKey = status === 401 || status === 403
  const words = isAboutKey ? 'the key is missing or refused' : wordsOf(reply.body, reply.text)
  const detail = `${place} answers ${status}${words === '' ? '' : `: ${words}`}`
  if (status === 429 || status === 503) {
    return new LearnPathError('LP_LANGUAGE_MODEL_BUSY', {
      detail,
      retryAfterSeconds: reply.retryAfterSeconds ?? RETRY_AFTER_SECONDS,
    })
  }
  if (model !== null && lacksModel(status, words)) {
    return new LearnPathError('LP_LANGUAGE_MODEL_MISSING', { detail: `${place} has no model "${model}"` })
  }
  if (saysTooLong(words)) return new LearnPathError('LP_PROMPT_TOO_LONG', { detail })
  if (status === 404 || status === 405) {
    return new LearnPathError('LP_LANGUAGE_MODEL_UNREACHABLE', {
      detail: `${detail} (is the path of the address right?)`,
    })
  }
  return new LearnPathError(isAboutKey ? 'LP_LANGUAGE_MODEL_UNREACHABLE' : 'LP_LANGUAGE_MODEL_FAILED', { detail })
}

const lacksModel = (status: number, words: string): boolean =>
  [400, 404].includes(status) && /\bmodel\b.*(?:not (?:found|exist)|does not exist|no such|not loaded)/isu.test(words)

/** The error for what a server says in the middle of its answer. */
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
