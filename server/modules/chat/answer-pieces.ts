import type { Citation } from '@learnpath/contracts'
import { sentences } from '../../kernel/text/sentences.ts'
import { answerParts } from './answer-text.ts'

/** A sentence of an answer and the citations that it rests on. */
export interface AnswerPiece {
  /** Offsets into the answer; markers within the sentence are part of it. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly language: string
  readonly citations: readonly number[]
}

/** The sentences of an answer that is made of quotes: each rests on the quote that it stands in. */
export function quotePieces(citations: readonly Citation[]): AnswerPiece[] {
  const pieces: AnswerPiece[] = []
  let partStart = 0
  for (const [index, part] of answerParts(citations).entries()) {
    const citation = citations[index]
    if (citation === undefined) continue
    const offset = partStart + part.indexOf(citation.text)
    for (const { start, end } of sentences(citation.text, citation.language)) {
      const place = { start: offset + start, end: offset + end }
      const text = citation.text.slice(start, end)
      pieces.push({ ...place, text, language: citation.language, citations: [citation.n] })
    }
    partStart += part.length
  }
  return pieces
}
