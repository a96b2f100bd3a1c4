import type { LanguageModelEngine } from '@learnpath/contracts'
import type { GenerationMeasure } from './language-model.ts'

/** What Redis is asked for. */
export type RedisPurpose = 'cache' | 'events' | 'rate-limits' | 'revocations'
/** Why a command had no answer: Redis was known to be away, did not answer in time, lost the connection, or said no. */
export type RedisFailure = 'away' | 'late' | 'lost' | 'refused'

/** Counts and times for operators. Names follow learnpath_<subject>_<what>_<unit>. */
export interface Metrics {
  requestEnded(
    labels: { readonly method: string; readonly endpoint: string; readonly status: number },
    seconds: number,
  ): void
  documentProcessed(
    labels: { readonly fileType: string; readonly outcome: 'ready' | 'failed' | 'cancelled' },
    seconds: number,
  ): void
  cacheLookedUp(cache: string, hit: boolean): void
  searched(engine: string, seconds: number): void
  /** A question was answered, or found to have no answer in the documents. */
  answered(engine: string, seconds: number): void
  /** A language model has written an answer, and its citations were checked. */
  answerGenerated(
    model: string,
    answer: {
      readonly firstTextMs: number | null
      readonly tokensPerSecond: number | null
      readonly repairs: { readonly moved: number; readonly dropped: number }
    },
  ): void
  /** One stage of a search: keyword, embed, vector, fuse, load, rerank. */
  searchStageEnded(stage: string, seconds: number): void
  modelLoaded(labels: { readonly model: string; readonly precision: string }, seconds: number): void
  /** One run of a model on a batch. */
  inferred(
    labels: { readonly model: string; readonly task: 'embed' | 'rerank' },
    run: { readonly seconds: number; readonly texts: number; readonly tokens: number },
  ): void
  /** A generation of a language model; `measure` is null when none came of it. */
  languageModelEnded(
    labels: { readonly engine: LanguageModelEngine; readonly outcome: 'stop' | 'length' | 'failed' | 'cancelled' },
    measure: GenerationMeasure | null,
  ): void
  /** Questions written for a quiz, and how many of them were dropped by each rule. */
  quizCreated(
    questions: { readonly written: number; readonly dropped: Readonly<Record<string, number>> },
    seconds: number,
  ): void
  /** The search for concepts in one document. */
  conceptsAnalysed(outcome: 'ready' | 'failed', seconds: number): void
  /** The graph of a collection was put together and stored. */
  graphAssembled(seconds: number): void
  /** A request was refused because its kind was asked for too often. */
  rateLimited(rateClass: string): void
  /** A request was handed on to a service: it answered, said that it did nothing, was lost, or there was nobody to ask. */
  forwarded(service: string, outcome: 'answered' | 'stopping' | 'busy' | 'lost' | 'refused'): void
  redisAnswered(purpose: RedisPurpose, seconds: number): void
  redisFailed(purpose: RedisPurpose, reason: RedisFailure): void
  redisConnected(connection: 'commands' | RedisPurpose, isConnected: boolean): void
  /** One request to Qdrant: query, count, facet, points, state, change, collection. */
  qdrantAnswered(labels: { readonly operation: string; readonly outcome: 'answered' | 'failed' }, seconds: number): void
  /** Read at scrape time. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void
  /** Several values told apart by one label, read at scrape time. */
  gauges(
    { name, help, label }: { readonly name: string; readonly help: string; readonly label: string },
    read: () => Readonly<Record<string, number>> | Promise<Readonly<Record<string, number>>>,
  ): void
  /** Prometheus text format. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>
}
