import type { AskEvent, AskRequest, AskResponse } from '@learnpath/contracts'
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

/** Answers with sentences of the documents, word for word. @param searchedFor the question, made whole if it was a follow-up */
export async function answerWithQuotes(
  { searchedFor, ...sources }: Sources & { readonly searchedFor: string },
  request: AskRequest,
  signal?: AbortSignal,
): Promise<UntimedResponse> {
  const question = analyseQuestion(searchedFor)
  const found = await findAnswer(sources, question, request, signal)
  signal?.throwIfAborted()
  const abstained = found.confidence < ANSWER_THRESHOLD || found.quotes.length === 0
  const citations = abstained ? [] : await citeQuotes(found.quotes, sources.retrieval)
  signal?.throwIfAborted()
  return {
    question: request.question,
    answer: abstained ? notFoundText(question.language) : answerParts(citations).join(''),
    abstained,
    confidence: found.confidence,
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
  sources: Sources,
  question: Question,
  { filters, maxSentences, graphMode }: AskRequest,
  signal?: AbortSignal,
): Promise<FoundPassages & { readonly quotes: readonly Quote[]; readonly confidence: number }> {
  const { retrieval } = sources
  const search = {
    query: escapeQuery(question.text),
    limit: PASSAGES_READ,
    // The confidence of an answer was fitted to these scores.
    mode: 'keyword' as const,
    ...(filters === undefined ? {} : { filters }),
  }
  const [found, queryTerms, { chunks }] = await Promise.all([
    findPassages(sources, search, graphMode),
    retrieval.queryTerms(question.text),
    retrieval.indexState(),
  ])
  signal?.throwIfAborted()
  const terms = questionTerms(question, queryTerms, chunks)
  const ranked = rankSentences(readPassages(found.hits, terms), question, terms)
  const [best, ...others] = ranked
  if (best === undefined) return { ...found, quotes: [], confidence: 0 }
  return {
    ...found,
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
