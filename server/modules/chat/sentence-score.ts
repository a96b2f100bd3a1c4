import { answerTypeEvidence } from './answer-type-evidence.ts'
import type { Candidate, Passage } from './candidate-sentences.ts'
import { isNegated, type Question } from './question.ts'
import type { QuestionTerm } from './question-terms.ts'
import { SENTENCE_WEIGHTS } from './answer-model.ts'
import type { TermMatches } from './term-match.ts'

/** What speaks for a sentence; all but `length` from 0 to 1. Order and names are those of SENTENCE_WEIGHTS. */
export interface SentenceFeatures {
  /** Share of the question's weight that the sentence holds. */
  readonly coverage: number
  /** What the sentences beside it add to that. */
  readonly neighbours: number
  /** What title and headings add to that. */
  readonly headings: number
  /** Share of the question's weight that the whole passage holds. */
  readonly passage: number
  /** Share of the question's neighbouring words that stand close together and in the same order. */
  readonly order: number
  readonly evidence: number
  /** Score of the passage against that of the best one. */
  readonly rank: number
  /** 1 for the first sentence of the passage, less for later ones. */
  readonly opening: number
  readonly fragment: number
  /** Natural logarithm of the number of content words, over 4. */
  readonly length: number
  /** Names and numbers of the question that neither the sentence nor what is around it holds. */
  readonly anchorsMissing: number
}

export interface ScoredSentence {
  readonly candidate: Candidate
  readonly features: SentenceFeatures
  /** Higher is better; differences are log odds. */
  readonly score: number
}

const CLOSE_POSITIONS = 4

/** Scores every sentence of the passages, best first; headings and questions are no answers. */
export function rankSentences(
  passages: readonly Passage[],
  question: Question,
  terms: readonly QuestionTerm[],
): ScoredSentence[] {
  const askedWords = new Set([...terms.map((term) => term.word), ...question.text.toLowerCase().split(/[^\p{L}\p{N}'’-]+/u)])
  const bestHitScore = Math.max(0, ...passages.map(({ hit }) => hit.score))
  return passages
    .flatMap(({ candidates }) => candidates)
    .filter(({ form }) => form !== 'heading' && form !== 'question')
    .map((candidate) => {
      const features = sentenceFeatures(candidate, { question, terms, askedWords, bestHitScore })
      return { candidate, features, score: weigh(features) }
    })
    .toSorted((a, b) => b.score - a.score || byPlace(a.candidate, b.candidate))
}

function byPlace(a: Candidate, b: Candidate): number {
  return a.passage.place - b.passage.place || a.start - b.start
}

interface Asked {
  readonly question: Question
  readonly terms: readonly QuestionTerm[]
  readonly askedWords: ReadonlySet<string>
  readonly bestHitScore: number
}

function sentenceFeatures(candidate: Candidate, asked: Asked): SentenceFeatures {
  const { terms } = asked
  const { passage, ordinal } = candidate
  const beside = [passage.candidates[ordinal - 1], passage.candidates[ordinal + 1]].flatMap((it) => it?.matches ?? [])
  const own = [candidate.matches]
  const coverage = share(terms, own)
  const withNeighbours = share(terms, [...own, ...beside])
  const withHeadings = share(terms, [...own, ...beside, passage.headingMatches])
  return {
    coverage,
    neighbours: withNeighbours - coverage,
    headings: withHeadings - withNeighbours,
    passage: share(terms, [passage.matches]),
    order: orderShare(candidate, terms),
    evidence: answerTypeEvidence(
      candidate.text,
      asked.question.answerType,
      asked.askedWords,
      passage.hit.language,
    ),
    rank: asked.bestHitScore > 0 ? Math.max(0, passage.hit.score / asked.bestHitScore) : 0,
    opening: 1 / (1 + ordinal),
    fragment: candidate.form === 'fragment' ? 1 : 0,
    length: Math.log(candidate.wordCount) / 4,
    anchorsMissing: anchorsMissing(terms, [...own, ...beside, passage.headingMatches]),
  }
}

function weigh(features: SentenceFeatures): number {
  let sum = 0
  for (const name of Object.keys(SENTENCE_WEIGHTS) as (keyof SentenceFeatures)[]) {
    sum += SENTENCE_WEIGHTS[name] * features[name]
  }
  return sum
}

/** Share of the question's weight found in any of the places. */
export function share(terms: readonly QuestionTerm[], places: readonly TermMatches[]): number {
  let all = 0
  let found = 0
  for (const [index, term] of terms.entries()) {
    all += term.weight
    found += term.weight * Math.max(0, ...places.map((place) => place.get(index) ?? 0))
  }
  return all === 0 ? 0 : found / all
}

/** Names and numbers are the questions' own; without any, nothing is missing. */
function anchorsMissing(terms: readonly QuestionTerm[], places: readonly TermMatches[]): number {
  const anchors = terms.flatMap((term, index) => (term.anchor ? [index] : []))
  if (anchors.length === 0) return 0
  return anchors.filter((index) => places.every((place) => !place.has(index))).length / anchors.length
}

function orderShare(candidate: Candidate, terms: readonly QuestionTerm[]): number {
  if (terms.length < 2) return 0
  let pairs = 0
  for (let index = 0; index + 1 < terms.length; index++) {
    const close = candidate.found.some(
      (first) =>
        first.index === index &&
        candidate.found.some(
          (second) =>
            second.index === index + 1 &&
            second.position > first.position &&
            second.position - first.position <= CLOSE_POSITIONS,
        ),
    )
    if (close) pairs++
  }
  return pairs / (terms.length - 1)
}

/** Whether question and sentence differ in denying: "which does not …" is not answered by "X does …". */
export function negationDiffers(question: Question, sentence: string): boolean {
  return question.negated !== isNegated(sentence)
}
