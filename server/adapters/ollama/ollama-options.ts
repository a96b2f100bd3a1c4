import type { ServiceHttp } from '../../kernel/streams/service-http.ts'
import type { SilenceLimits } from '../../kernel/streams/silence-watch.ts'
import type { Clock } from '../../ports/clock.ts'

export interface OllamaOptions {
  /** Such as http://127.0.0.1:11434. */
  readonly url: string
  /** Sent as bearer token, for an Ollama behind a proxy; never logged, never part of an error. */
  readonly key: string | null
  /** How long a model stays in memory after its last use, as Ollama writes it: "30m", "-1" for ever. */
  readonly keepAlive: string
  /** Of prompt and answer together. Ollama takes memory for all of it, whether it is used or not. */
  readonly contextTokens: number
  /** For thoughts, besides the tokens of an answer, when a model thinks. Default 2048. */
  readonly thinkingTokens?: number
  /** Of a generation. Default: 5 minutes until the first token, since loading may take long; then 1 minute. */
  readonly silence?: SilenceLimits
  /** For everything but generating and loading. Default 10 s. */
  readonly timeoutMs?: number
  readonly clock: Clock
}

export interface OllamaContext extends Required<Omit<OllamaOptions, 'url' | 'key' | 'clock'>> {
  readonly http: ServiceHttp
  readonly now: () => number
}
