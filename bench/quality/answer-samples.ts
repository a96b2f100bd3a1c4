import type { RetrievalApi } from '../../server/modules/retrieval/index.ts'
import { escapeQuery } from '../../server/kernel/text/query-syntax.ts'
import { readPassages } from '../../server/modules/chat/candidate-sentences.ts'
import type { ConfidenceFeatures } from '../../server/modules/chat/answer-features.ts'
import { confidence, confidenceFeatures } from '../../server/modules/chat/confidence.ts'
import { analyseQuestion } from '../../server/modules/chat/question.ts'
import { questionTerms } from '../../server/modules/chat/question-terms.ts'
import { rankSentences } from '../../server/modules/chat/sentence-score.ts'
import { PASSAGES_READ } from '../../server/modules/chat/extractive-answer.ts'

/** What the product's own steps make of a question; null features when the search found nothing. */
export async function sampleConfidence(
  retrieval: Pick<RetrievalApi, 'search' | 'queryTerms' | 'indexState'>,
  text: string,
): Promise<{ readonly features: ConfidenceFeatures | null; readonly confidence: number }> {
  const question = analyseQuestion(text)
  const query = escapeQuery(text)
  const { hits } = await retrieval.search({ query, limit: PASSAGES_READ, offset: 0, explain: false })
  const { chunks } = await retrieval.indexState()
  const terms = questionTerms(question, await retrieval.queryTerms(text), chunks)
  const [best, ...others] = rankSentences(readPassages(hits, terms), question, terms)
  if (best === undefined) return { features: null, confidence: 0 }
  const features = confidenceFeatures([best, ...others], question, terms)
  return { features, confidence: confidence(features) }
}

/** Half of the questions, told from their ids alone: the same on every machine and run. */
export function isForFitting(questionId: string): boolean {
  let hash = 0x811c9dc5
  for (const unit of `learnpath:${questionId}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193) >>> 0
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0
  return hash < 2 ** 31
}
