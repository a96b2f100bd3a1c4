import type { AskEvent, AskRequest, AskResponse, SearchRequestInput } from '@learnpath/contracts'
import { escapeQuery } from '../../kernel/text/query-syntax.ts'
import type { RetrievalApi } from '../retrieval/index.ts'
import { ANSWER_THRESHOLD } from './answer-model.ts'
import { quotePieces } from './answer-pieces.ts'
import { answerParts, notFoundText } from './answer-text.ts'
import { readPassages } from './candidate-sentences.ts'
import type { UntimedResponse } from './chat-api.ts'
import { citeQuotes } from './citations.ts'
import { confidence, confidenceFeatures } from './confidence.ts'
import { findPassages, type FoundPassages, type PassageSources } from './find-passages.ts'
import { analyseQuestion, type Question } from './question.ts'
import { questionTerms } from './question-terms.ts'
import { selectQuotes, type Quote } from './quote-selection.ts'
import { checkPieces } from './sentence-support.ts'
import { rankSentences } from './sentence-score.ts'

export const EXTRACTIVE = 'extractive'

interface Sources extends PassageSources {
  readonly retrieval: Pick<RetrievalApi, 'search' | 'queryTerms' | 'pages' | 'indexState'>
}

/** Passages whose sentences are read; an answer further down is rare and costs time for every question. */
export const PASSAGES_READ = 12
/** Passages to look at when there is no answer. */
export const NEAREST_SHOWN = 5

/**
 * Answers with sentences of the documents, word for word. @param searchedFor the question, made whole if it was a follow-up
 */
export type AnswerWithQuotes = (
  sources: Sources & { readonly searchedFor: string },
  request: AskRequest,
  signal?: AbortSignal,
) => Promise<UntimedResponse>

/** Answers by the search results that they are read from, as long as the search remembers those: it forgets what has changed. */
export function createQuotedAnswers(): AnswerWithQuotes {
  const answers = new WeakMap<FoundPassages['hits'], Map<string, UntimedResponse>>()
  return async ({ searchedFor, ...sources }, request, signal) => {
    const question = analyseQuestion(searchedFor)
    const found = await findPassages(sources, searchFor(question, request), request.graphMode)
    signal?.throwIfAborted()
    // What was found with the help of the graph is put together anew each time.
    const known = answers.get(found.hits) ?? new Map<string, UntimedResponse>()
    const key = JSON.stringify([request.question, searchedFor, request.maxSentences])
    const remembered = known.get(key)
    if (remembered !== undefined) return remembered
    const answered = await readAnswer(sources, { question, searchedFor, found }, request, signal)
    answers.set(found.hits, known.set(key, answered))
    return answered
  }
}

const searchFor = ({ text }: Question, { filters }: AskRequest): SearchRequestInput => ({
  query: escapeQuery(text),
  limit: PASSAGES_READ,
  // The confidence of an answer was fitted to these scores.
  mode: 'keyword',
  ...(filters === undefined ? {} : { filters }),
})

interface Asked {
  readonly question: Question
  readonly searchedFor: string
  readonly found: FoundPassages
}

async function readAnswer(
  { retrieval }: Sources,
  { question, searchedFor, found }: Asked,
  request: AskRequest,
  signal: AbortSignal | undefined,
): Promise<UntimedResponse> {
  const best = await findAnswer(retrieval, question, found, request)
  signal?.throwIfAborted()
  const abstained = best.confidence < ANSWER_THRESHOLD || best.quotes.length === 0
  const citations = abstained ? [] : await citeQuotes(best.quotes, retrieval)
  signal?.throwIfAborted()
  return {
    question: request.question,
    answer: abstained ? notFoundText(question.language) : answerParts(citations).join(''),
    abstained,
    confidence: best.confidence,
    sentences: checkPieces(quotePieces(citations), citations),
    citations,
    nearest: found.hits.slice(0, NEAREST_SHOWN),
    engine: EXTRACTIVE,
    fallbacks: [],
    searchedFor,
    generation: null,
    ...(found.graph !== undefined && { graph: found.graph }),
  }
}

async function findAnswer(
  retrieval: Sources['retrieval'],
  question: Question,
  { hits }: FoundPassages,
  { maxSentences }: AskRequest,
): Promise<{ readonly quotes: readonly Quote[]; readonly confidence: number }> {
  const [queryTerms, { chunks }] = await Promise.all([retrieval.queryTerms(question.text), retrieval.indexState()])
  const terms = questionTerms(question, queryTerms, chunks)
  const ranked = rankSentences(readPassages(hits, terms), question, terms)
  const [best, ...others] = ranked
  if (best === undefined) return { quotes: [], confidence: 0 }
  return {
    quotes: selectQuotes(ranked, question, maxSentences),
    confidence: confidence(confidenceFeatures([best, ...others], question, terms)),
  }
}

/** Each citation before the text that uses it, and the whole answer last. */
export function tellQuotes(response: AskResponse, onEvent: (event: AskEvent) => void, signal?: AbortSignal): void {
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
