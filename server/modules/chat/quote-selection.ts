import type { Candidate, Passage } from './candidate-sentences.ts'
import type { Question } from './question.ts'
import type { AnswerType } from './question-rules.ts'
import type { ScoredSentence } from './sentence-score.ts'

/** A run of sentences of one passage that is quoted as a whole. */
export interface Quote {
  readonly passage: Passage
  /** Offsets into the passage's text. */
  readonly start: number
  readonly end: number
  readonly score: number
}

/** Maximal marginal relevance (Carbonell and Goldstein 1998): how much relevance counts against newness. */
const RELEVANCE_SHARE = 0.7
/** A further sentence must be at least this likely, as a part of the best one's odds. Broad questions take more. */
const FURTHER_ODDS: Readonly<Record<AnswerType, number>> = {
  person: 0.6,
  place: 0.6,
  time: 0.6,
  number: 0.6,
  'yes-no': 0.5,
  thing: 0.5,
  definition: 0.4,
  reason: 0.4,
  procedure: 0.35,
}
/** One that neither holds further words of the question nor has the form asked for must be this good; few of those. */
const PLAIN_FURTHER_ODDS = 0.65
const MAX_PLAIN = 2
/** A sentence shorter than this that defines or begins an explanation is quoted with the next one, in characters. */
const SHORT_OPENING = 80
/** More of the same wording than this is a repetition. */
const REPETITION = 0.6
/** Longest list or code that is quoted with the sentence that announces it, in characters. */
const MAX_ANNOUNCED = 700
const LEANS_ON_BEFORE =
  /^(?:it|its|this|that|these|those|they|their|them|he|she|his|her|such|er|sie|es|dies|diese[rsmn]?|dieses|jene[rsmn]?|sein|seine[rsmn]?|ihr|ihre[rsmn]?|dabei|dadurch|damit)\b/iu

/** Picks the sentences of the answer, in document order, neighbours joined. @param ranked best first. */
export function selectQuotes(ranked: readonly ScoredSentence[], question: Question, maxSentences: number): Quote[] {
  const chosen = pickSentences(ranked, question.answerType, maxSentences)
  const whole = addLead(addNext(chosen, question.answerType, maxSentences), maxSentences)
  return joinNeighbours(whole.map((scored) => ({ scored, ...announcedRange(scored.candidate) })))
}

function pickSentences(ranked: readonly ScoredSentence[], type: AnswerType, maxSentences: number): ScoredSentence[] {
  const [best] = ranked
  if (best === undefined) return []
  const oddsOf = (scored: ScoredSentence): number => Math.exp(scored.score - best.score)
  const pool = ranked.filter((scored) => oddsOf(scored) >= FURTHER_ODDS[type])
  const chosen = [best]
  const held = new Set(best.candidate.matches.keys())
  const adds = ({ features, candidate }: ScoredSentence): boolean =>
    features.evidence === 1 || [...candidate.matches.keys()].some((term) => !held.has(term))
  let plain = 0
  while (chosen.length < maxSentences) {
    const next = mostRelevant(
      pool.filter((scored) => adds(scored) || (plain < MAX_PLAIN && oddsOf(scored) >= PLAIN_FURTHER_ODDS)),
      chosen,
      oddsOf,
    )
    if (next === null) break
    if (!adds(next)) plain++
    chosen.push(next)
    for (const term of next.candidate.matches.keys()) held.add(term)
  }
  return chosen
}

/** The sentence with the best of relevance and newness; null when all that is left repeats. */
function mostRelevant(
  pool: readonly ScoredSentence[],
  chosen: readonly ScoredSentence[],
  relevanceOf: (scored: ScoredSentence) => number,
): ScoredSentence | null {
  let best: ScoredSentence | null = null
  let bestValue = -Infinity
  for (const scored of pool) {
    if (chosen.includes(scored)) continue
    const likeness = Math.max(...chosen.map((other) => similarity(scored.candidate, other.candidate)))
    if (likeness > REPETITION) continue
    const value = RELEVANCE_SHARE * relevanceOf(scored) - (1 - RELEVANCE_SHARE) * likeness
    if (value > bestValue) [best, bestValue] = [scored, value]
  }
  return best
}

/** Jaccard similarity of the analysed words. */
function similarity(a: Candidate, b: Candidate): number {
  let both = 0
  for (const word of a.words) if (b.words.has(word)) both++
  const either = a.words.size + b.words.size - both
  return either === 0 ? 1 : both / either
}

/** "Spaced repetition is a method of learning." only opens the explanation that the next sentence goes on with. */
function addNext(chosen: readonly ScoredSentence[], type: AnswerType, maxSentences: number): ScoredSentence[] {
  const [best] = chosen
  const explains = type === 'definition' || type === 'procedure' || type === 'reason'
  if (best === undefined || chosen.length !== 1 || maxSentences < 2 || !explains) return [...chosen]
  const { passage, ordinal, text, end } = best.candidate
  const next = passage.candidates[ordinal + 1]
  if (text.length >= SHORT_OPENING || next?.form !== 'sentence') return [...chosen]
  const sameParagraph = !passage.hit.text.slice(end, next.start).includes('\n')
  return sameParagraph ? [...chosen, { ...best, candidate: next }] : [...chosen]
}

/** "It was built in 1880." says little without the sentence before it, when that one has the words of the question. */
function addLead(chosen: readonly ScoredSentence[], maxSentences: number): ScoredSentence[] {
  const [best] = chosen
  if (best === undefined || chosen.length >= maxSentences) return [...chosen]
  const { candidate } = best
  const before = candidate.passage.candidates[candidate.ordinal - 1]
  if (before === undefined || before.form !== 'sentence' || !LEANS_ON_BEFORE.test(candidate.text)) return [...chosen]
  if (chosen.some((scored) => scored.candidate === before)) return [...chosen]
  const bringsTerms = [...before.matches.keys()].some((index) => !candidate.matches.has(index))
  return bringsTerms ? [...chosen, { ...best, candidate: before }] : [...chosen]
}

/** A sentence that ends in a colon is quoted with the list or code it announces, up to a limit. */
function announcedRange({ passage, start, end, text }: Candidate): { start: number; end: number } {
  if (!/:\s*$/u.test(text)) return { start, end }
  const rest = passage.hit.text.slice(end, end + MAX_ANNOUNCED + 2)
  const gap = /^\s*/u.exec(rest)?.[0].length ?? 0
  const block = rest.slice(gap)
  const blockEnd = block.search(/\n\s*\n/u)
  const whole = blockEnd >= 0 ? block.slice(0, blockEnd) : block
  const fits = whole.length < MAX_ANNOUNCED ? whole : whole.slice(0, Math.max(0, whole.lastIndexOf('\n')))
  const announced = fits.trimEnd()
  return { start, end: announced === '' ? end : end + gap + announced.length }
}

function joinNeighbours(
  parts: readonly { readonly scored: ScoredSentence; readonly start: number; readonly end: number }[],
): Quote[] {
  const firstPlace = new Map<string, number>()
  for (const { scored } of parts) {
    const { hit, place } = scored.candidate.passage
    firstPlace.set(hit.documentId, Math.min(place, firstPlace.get(hit.documentId) ?? place))
  }
  const placeOf = ({ hit }: Passage): number => firstPlace.get(hit.documentId) ?? 0
  const inOrder = parts.toSorted((a, b) => {
    const [one, other] = [a.scored.candidate.passage, b.scored.candidate.passage]
    return placeOf(one) - placeOf(other) || one.hit.start + a.start - (other.hit.start + b.start)
  })
  const quotes: Quote[] = []
  for (const { scored, start, end } of inOrder) {
    const { passage } = scored.candidate
    const last = quotes.at(-1)
    const joins = last?.passage === passage && passage.hit.text.slice(last.end, start).trim() === ''
    if (last !== undefined && joins) {
      quotes[quotes.length - 1] = {
        passage,
        start: last.start,
        end: Math.max(end, last.end),
        score: Math.max(scored.score, last.score),
      }
    } else quotes.push({ passage, start, end, score: scored.score })
  }
  return quotes
}
