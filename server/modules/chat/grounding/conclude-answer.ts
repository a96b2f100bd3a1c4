import type { AnswerGeneration, AnswerSentence, AskRequest, SearchHit } from '@learnpath/contracts'
import type { Generation } from '../../../ports/language-model.ts'
import { notFoundText } from '../answer-text.ts'
import type { UntimedResponse } from '../chat-api.ts'
import type { PageReader } from '../citations.ts'
import { NEAREST_SHOWN } from '../extractive-answer.ts'
import type { FoundPassages } from '../find-passages.ts'
import type { FittedSource } from '../fit-sources.ts'
import { groundAnswer, type GroundedAnswer } from './ground-answer.ts'
import { hasRefusalMarker, isRefusal, withoutRefusalMarker } from './refusal.ts'

/** What is known before the model writes. */
export interface AnswerFrame {
  readonly request: AskRequest
  readonly hits: readonly SearchHit[]
  readonly graph: FoundPassages['graph'] | undefined
  readonly searchedFor: string
  readonly language: string
  readonly engine: string
}

export interface WrittenAnswer {
  readonly text: string
  readonly measure: Generation['measure']
  readonly ended: Generation['ended'] | 'stopped'
  readonly sources: readonly FittedSource[]
  readonly pagesOf: PageReader
}

const WORTH = { supported: 1, partly: 0.5, 'not-found': 0 }

/** What is answered: the checked text, or that the documents do not hold it. @param written null: nothing was found to ask a model about */
export function concludeAnswer(frame: AnswerFrame, written: WrittenAnswer | null): UntimedResponse {
  const { request, hits, graph, searchedFor, language, engine } = frame
  const common = {
    question: request.question,
    nearest: hits.slice(0, NEAREST_SHOWN),
    engine,
    fallbacks: [],
    searchedFor,
    ...(graph !== undefined && { graph }),
  }
  const nothing = { answer: notFoundText(language), abstained: true, confidence: 0, sentences: [], citations: [] }
  if (written === null) return { ...common, ...nothing, generation: null }
  const { sources, pagesOf } = written
  const said = withoutRefusalMarker(written.text)
  const grounded = groundAnswer(said, sources, { language, pagesOf })
  const generation = describeGeneration(written, grounded)
  if (holdsNoAnswer(written.text, grounded)) return { ...common, ...nothing, generation }
  return {
    ...common,
    answer: grounded.text,
    abstained: false,
    confidence: supportedShare(grounded.sentences),
    sentences: [...grounded.sentences],
    citations: [...grounded.citations],
    generation,
  }
}

/** The model says so, or nothing of what it says is in the sources. */
function holdsNoAnswer(written: string, { sentences, citations }: GroundedAnswer): boolean {
  const claims = sentences.filter(({ text }) => !isRefusal(text))
  const isBorne = claims.some(({ support }) => support === 'supported')
  if (hasRefusalMarker(written) || claims.length < sentences.length) return !isBorne
  return citations.length === 0 && !isBorne
}

/** Share of the answer that its sources hold, by length; what they hold in part counts half. */
function supportedShare(sentences: readonly AnswerSentence[]): number {
  const all = sentences.reduce((sum, { text }) => sum + text.length, 0)
  const held = sentences.reduce((sum, { text, support }) => sum + text.length * WORTH[support], 0)
  return all === 0 ? 0 : held / all
}

function describeGeneration({ measure, ended, sources }: WrittenAnswer, { repairs }: GroundedAnswer): AnswerGeneration {
  return {
    ...measure,
    passages: sources.length,
    ended: ended === 'stop' ? 'complete' : ended,
    repairs,
  }
}
