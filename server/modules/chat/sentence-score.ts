import type { SentenceFeatures } from './answer-features.ts'
import { answerTypeEvidence } from './answer-type-evidence.ts'
import type { Candidate, Passage } from './candidate-sentences.ts'
import { isConditional, type Question } from './question.ts'
import type { QuestionTerm } from './question-terms.ts'
import { SENTENCE_WEIGHTS } from './answer-model.ts'
import { share, type TermMatches } from './term-match.ts'

export interface ScoredSentence {
  readonly candidate: Candidate
  readonly features: SentenceFeatures
  /** Higher is better; differences are log odds. */
  readonly score: number
}

const CLOSE_POSITIONS = 4

/** Scores every sentence of the passages, best first; headings, questions and objectives are no answers. */
export function rankSentences(
  passages: readonly Passage[],
  question: Question,
  terms: readonly QuestionTerm[],
): ScoredSentence[] {
  const askedWords = new Set([
    ...terms.map((term) => term.word),
    ...question.text.toLowerCase().split(/[^\p{L}\p{N}'’-]+/u),
  ])
  const bestHitScore = Math.max(0, ...passages.map(({ hit }) => hit.score))
  return passages
    .flatMap(({ candidates }) => candidates)
    .filter(({ form }) => form === 'sentence' || form === 'fragment')
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
    headingFit: passage.headingFit,
    passage: share(terms, [passage.matches]),
    order: orderShare(candidate, terms),
    evidence: answerTypeEvidence(
      {
        text: candidate.text,
        language: passage.hit.language,
        askedAt: candidate.found.map((term) => term.start - candidate.start),
      },
      asked.question.answerType,
      asked.askedWords,
    ),
    rank: asked.bestHitScore > 0 ? Math.max(0, passage.hit.score / asked.bestHitScore) : 0,
    opening: 1 / (1 + ordinal),
    fragment: candidate.form === 'fragment' ? 1 : 0,
    length: Math.log(candidate.wordCount) / 4,
    anchorsMissing: anchorsMissing(terms, [...own, ...beside, passage.headingMatches]),
    compounds: compoundsShare(candidate.text, asked.question),
    conditional: asksInGeneral(asked.question) && isConditional(candidate.text) ? 1 : 0,
  }
}

/** How something is done or what it is holds in every case. */
function asksInGeneral({ answerType, conditional }: Question): boolean {
  return !conditional && (answerType === 'procedure' || answerType === 'definition')
}

function compoundsShare(text: string, { answerType, compounds }: Question): number {
  if (answerType !== 'definition' || compounds.length === 0) return 0
  const lower = text.toLowerCase()
  return compounds.filter((compound) => lower.includes(compound)).length / compounds.length
}

function weigh(features: SentenceFeatures): number {
  let sum = 0
  for (const name of Object.keys(SENTENCE_WEIGHTS) as (keyof SentenceFeatures)[]) {
    sum += SENTENCE_WEIGHTS[name] * features[name]
  }
  return sum
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
