import { LearnPathError, type AskEvent, type AskRequest, type SearchHit } from '@learnpath/contracts'
import { escapeQuery } from '../../kernel/text/query-syntax.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Generation, LanguageModel } from '../../ports/language-model.ts'
import type { RetrievalApi } from '../retrieval/index.ts'
import type { UntimedResponse } from './chat-api.ts'
import { cite, readPages, type PageReader } from './citations.ts'
import { condenseQuestion } from './condense-question.ts'
import { fitSources, type FittedSource } from './fit-sources.ts'
import { concludeAnswer } from './grounding/conclude-answer.ts'
import { analyseQuestion } from './question.ts'
import { sourcePrompt, type PromptQuestion } from './source-prompt.ts'
import { streamText } from './stream-text.ts'

/** As measured best (docs/decisions, grounding). */
const DEFAULTS = { passages: 8, sourceTokens: 2400, answerTokens: 768, temperature: 0, seed: 0 }
/** Thoughts come before the answer and need room as well. */
const THINKING_TOKENS = 1024
/** The answer, thoughts included, may not take more than this of the context. */
const ANSWER_SHARE = 0.4

export interface ModelAnswerDependencies {
  readonly model: LanguageModel
  readonly retrieval: Pick<RetrievalApi, 'search' | 'pages'>
  readonly clock: Clock
}

export interface ModelQuestion {
  readonly request: AskRequest
  readonly onEvent: (event: AskEvent) => void
  /** Gets what there was when the signal ended the work. */
  readonly onPartial: (partial: UntimedResponse) => void
  readonly signal?: AbortSignal
}

/**
 * Answers with a language model from the best passages; every sentence is checked against them.
 * @throws what the model throws, LP_DOCUMENT_NOT_READY, LP_DOCUMENT_NOT_FOUND, the reason of the signal
 */
export async function answerByModel(deps: ModelAnswerDependencies, asked: ModelQuestion): Promise<UntimedResponse> {
  const { model, retrieval } = deps
  const { request, signal } = asked
  const { question, history = [], settings = {} } = request
  const seed = settings.seed ?? DEFAULTS.seed
  const searchedFor = await condenseQuestion(model, {
    question,
    history,
    seed,
    ...(signal === undefined ? {} : { signal }),
  })
  const hits = await findPassages(retrieval, searchedFor, request)
  signal?.throwIfAborted()
  const { language } = analyseQuestion(question)
  const prompted: PromptQuestion = { question, searchedFor, language, history }
  const frame = { request, hits, searchedFor, language, engine: model.description.id }
  if (hits.length === 0) return concludeAnswer(frame, null)
  const answerTokens = settings.answerTokens ?? DEFAULTS.answerTokens
  const reserved = Math.min(
    answerTokens + (settings.think === true ? THINKING_TOKENS : 0),
    Math.floor(model.description.contextTokens * ANSWER_SHARE),
  )
  const budget = { sourceTokens: DEFAULTS.sourceTokens, answerTokens: reserved }
  const sources = await fitSources(model, hits, prompted, budget)
  const pagesOf = await readPages(hits, retrieval)
  signal?.throwIfAborted()
  tellSources(sources, pagesOf, { engine: model.description.id, searchedFor, onEvent: asked.onEvent })
  const startedMs = deps.clock.monotonicMs()
  const stream = streamText(asked.onEvent, deps.clock)
  const conclude = (
    text: string,
    made: Pick<Generation, 'measure'> & { readonly ended: Generation['ended'] | 'stopped' },
  ) => concludeAnswer(frame, { text, ...made, sources, pagesOf })
  try {
    const made = await model.generate({
      messages: sourcePrompt(prompted, sources),
      maximumTokens: Math.min(answerTokens, reserved),
      temperature: settings.temperature ?? DEFAULTS.temperature,
      seed,
      ...(settings.think === undefined ? {} : { think: settings.think }),
      ...(signal === undefined ? {} : { signal }),
      onText: stream.onText,
      onThinking: (text) => asked.onEvent({ type: 'thinking-delta', text }),
    })
    signal?.throwIfAborted()
    if (made.text.trim() === '') {
      throw new LearnPathError('LP_LANGUAGE_MODEL_FAILED', { detail: `${model.description.id} wrote nothing` })
    }
    const answer = conclude(made.text, made)
    stream.end(answer)
    return answer
  } catch (failure) {
    if (signal?.aborted !== true) throw failure
    const measure = stream.measure(startedMs)
    if (stream.text().trim() !== '') asked.onPartial(conclude(stream.text(), { measure, ended: 'stopped' }))
    throw failure
  }
}

async function findPassages(
  retrieval: Pick<RetrievalApi, 'search'>,
  query: string,
  { filters, settings = {} }: AskRequest,
): Promise<readonly SearchHit[]> {
  const { hits } = await retrieval.search({
    query: escapeQuery(query),
    limit: settings.passages ?? DEFAULTS.passages,
    mode: settings.mode ?? 'auto',
    ...(settings.rerank === undefined ? {} : { rerank: settings.rerank }),
    ...(filters === undefined ? {} : { filters }),
  })
  return hits
}

interface Telling {
  readonly engine: string
  readonly searchedFor: string
  readonly onEvent: (event: AskEvent) => void
}

function tellSources(sources: readonly FittedSource[], pagesOf: PageReader, { onEvent, ...told }: Telling): void {
  const cited = sources.map(({ n, hit, text }) => cite({ n, hit, start: 0, end: text.length }, pagesOf))
  onEvent({ type: 'sources-found', ...told, sources: cited })
}
