import type { ServiceHttp } from '../../kernel/streams/service-http.ts'
import type { SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import type { Clock } from '../../ports/clock.ts'

export interface OpenAiOptions {
  /** Such as https://api.openai.com/v1; without a path, /v1 is meant. */
  readonly url: string
  /** Sent as bearer token; never logged, never part of an error. */
  readonly key: string | null
  /** Of prompt and answer together. The interface cannot set it: it is what the server was started with, or less. */
  readonly contextTokens: number
  /** For thoughts, besides the tokens of an answer, when a model thinks. Default 2048. */
  readonly thinkingTokens?: number
  /** Of a generation. Default: 5 minutes until the first token, then 1 minute. */
  readonly silence?: SilenceLimits
  /** For everything but generating. Default 10 s. */
  readonly timeoutMs?: number
  readonly clock: Clock
}

export interface OpenAiContext extends Required<Omit<OpenAiOptions, 'url' | 'key' | 'clock'>> {
  readonly http: ServiceHttp
  readonly now: () => number
}
