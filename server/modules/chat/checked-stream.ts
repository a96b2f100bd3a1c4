import type { GroundedAnswer } from './grounding/ground-answer.ts'
import { readAnswer } from './grounding/read-answer.ts'
import { isRefusal, withoutRefusalMarker } from './grounding/refusal.ts'

interface CheckedStreamOptions {
  readonly language: string
  /** Checks an answer, or the beginning of one. */
  readonly ground: (written: string) => GroundedAnswer
  readonly onChecked: (text: string) => void
}

/** Nothing else ends a sentence, an item or a row. */
const MAY_END = /[.!?:;|\])\n。！？]/u

/**
 * Takes the pieces of an answer as they are made and passes on what is certain: sentences that another one follows, checked. Nothing is
 * passed on before one sentence is borne by the sources: until then the whole may still become "not found".
 */
export function streamChecked({ language, ground, onChecked }: CheckedStreamOptions): (piece: string) => void {
  let written = ''
  let told = ''
  let claimsTold = 0
  let isBorne = false
  return (piece) => {
    written += piece
    if (!MAY_END.test(piece)) return
    const { claims } = readAnswer(written, language)
    const last = claims.at(-1)
    const complete = claims.length - 1
    if (last === undefined || complete <= claimsTold) return
    claimsTold = complete
    const { text, sentences } = ground(withoutRefusalMarker(written.slice(0, last.start)))
    isBorne ||= sentences.some((sentence) => sentence.support === 'supported' && !isRefusal(sentence.text))
    // A later sentence may show an earlier one in another light: then the rest comes with the end.
    if (!isBorne || !text.startsWith(told) || text.length === told.length) return
    onChecked(text.slice(told.length))
    told = text
  }
}
