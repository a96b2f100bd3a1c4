import { LearnPathError, type AskEvent, type AskRequest, type AskResponse, type SearchHit } from '@learnpath/contracts'
import { escapeQuery } from '../../kernel/text/query-syntax.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Metrics } from '../../ports/metrics.ts'
import type { LanguageModelsApi } from '../language-models/index.ts'
import type { RetrievalApi } from '../retrieval/index.ts'
import { ANSWER_THRESHOLD } from './answer-model.ts'
import { answerParts, notFoundText } from './answer-text.ts'
import { readPassages } from './candidate-sentences.ts'
import type { ChatApi } from './chat-api.ts'
import { citeQuotes } from './citations.ts'
import { confidence, confidenceFeatures } from './confidence.ts'
import { analyseQuestion, type Question } from './question.ts'
import { questionTerms } from './question-terms.ts'
import { selectQuotes, type Quote } from './quote-selection.ts'
import { quotePieces } from './answer-pieces.ts'
import { checkPieces } from './sentence-support.ts'
import { rankSentences } from './sentence-score.ts'

export interface ChatDependencies {
  readonly retrieval: Pick<RetrievalApi, 'search' | 'queryTerms' | 'pages' | 'indexState'>
  readonly languageModels?: Pick<LanguageModelsApi, 'chain' | 'get'>
  readonly clock: Clock
  readonly metrics: Pick<Metrics, 'answered'>
}

type AskOptions = NonNullable<Parameters<ChatApi['ask']>[1]>

/** Passages whose sentences are read; an answer further down is rare and costs time for every question. */
export const PASSAGES_READ = 12
const NEAREST_SHOWN = 5
/** A document may change between the search and the quote; the second look sees the new one. */
const MAX_ATTEMPTS = 3

/** Answers with sentences of the documents, word for word, without a language model. */
export function createChat({ retrieval, clock, metrics }: ChatDependencies): ChatApi {
  async function answer(request: AskRequest, signal?: AbortSignal): Promise<Omit<AskResponse, 'tookMs'>> {
    const question = analyseQuestion(request.question)
    const found = await findAnswer(question, request, signal)
    signal?.throwIfAborted()
    const abstained = found.confidence < ANSWER_THRESHOLD || found.quotes.length === 0
    const citations = abstained ? [] : await citeQuotes(found.quotes, retrieval)
    signal?.throwIfAborted()
    return {
      question: request.question,
      answer: abstained ? notFoundText(question.language) : answerParts(citations).join(''),
      abstained,
      confidence: found.confidence,
      sentences: checkPieces(quotePieces(citations), citations),
      citations,
      nearest: found.hits.slice(0, NEAREST_SHOWN),
      engine: 'extractive',
      fallbacks: [],
      searchedFor: request.question,
      generation: null,
    }
  }

  async function findAnswer(
    question: Question,
    { filters, maxSentences }: AskRequest,
    signal?: AbortSignal,
  ): Promise<{ quotes: Quote[]; confidence: number; hits: readonly SearchHit[] }> {
    const [{ hits }, queryTerms, { chunks }] = await Promise.all([
      retrieval.search({
        query: escapeQuery(question.text),
        limit: PASSAGES_READ,
        // The confidence of an answer was fitted to these scores.
        mode: 'keyword',
        ...(filters === undefined ? {} : { filters }),
      }),
      retrieval.queryTerms(question.text),
      retrieval.indexState(),
    ])
    signal?.throwIfAborted()
    const terms = questionTerms(question, queryTerms, chunks)
    const ranked = rankSentences(readPassages(hits, terms), question, terms)
    const [best, ...others] = ranked
    if (best === undefined) return { quotes: [], confidence: 0, hits }
    return {
      quotes: selectQuotes(ranked, question, maxSentences),
      confidence: confidence(confidenceFeatures([best, ...others], question, terms)),
      hits,
    }
  }

  async function answerOnSteadyGround(request: AskRequest, signal?: AbortSignal): Promise<Omit<AskResponse, 'tookMs'>> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await answer(request, signal)
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !isMovedDocument(error)) throw error
      }
    }
  }

  return {
    async ask(request: AskRequest, options: AskOptions = {}): Promise<AskResponse> {
      const { onEvent, signal } = options
      signal?.throwIfAborted()
      const startedMs = clock.monotonicMs()
      const made = await answerOnSteadyGround(request, signal)
      const response = { ...made, tookMs: clock.monotonicMs() - startedMs }
      metrics.answered(response.engine, response.tookMs / 1000)
      if (onEvent !== undefined) tell(response, onEvent, signal)
      return response
    },
  }
}

/** Each citation before the text that uses it, and the whole answer last. */
function tell(response: AskResponse, onEvent: (event: AskEvent) => void, signal?: AbortSignal): void {
  const parts = answerParts(response.citations)
  for (const [index, citation] of response.citations.entries()) {
    signal?.throwIfAborted()
    onEvent({ type: 'citation-found', citation })
    onEvent({ type: 'text-delta', text: parts[index] ?? '' })
  }
  if (response.abstained) onEvent({ type: 'text-delta', text: response.answer })
  signal?.throwIfAborted()
  onEvent({ type: 'answer-end', response })
}

function isMovedDocument(error: unknown): boolean {
  return (
    error instanceof LearnPathError &&
    (error.code === 'LP_DOCUMENT_NOT_READY' || error.code === 'LP_DOCUMENT_NOT_FOUND')
  )
}
