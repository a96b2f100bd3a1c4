import type { Unit } from '../../words.ts'

/** Longer ones are lists without full stops, or tables. */
const MOST_WORDS = 60
const LEAST_WORDS = 3
const QUESTION = /\?["'”’“»)\]]*$/u
/** What a picture shows. */
const CAPTION = /^\W*(?:part|panel|figure|illustration|photo|diagram|abbildung|listing|table) \(?\w{1,4}\b|\]\(\.\.\//iu
const CODE =
  /[{}]|[=!<>]=|=>|->|;\s*$|\w\(\)|^\s*(?:let|fn|use|pub|const|var|import|return|def|class|#include)\b|<\/?\w+/u
/** What is only supposed, or was believed once. */
const SUPPOSED =
  /\b(?:suppose|imagine|assume|hypothesi[sz]ed?|(?:was|were) (?:once )?(?:thought|believed)|used to (?:think|believe)|misconception|myth|angenommen|stellen sie sich vor|irrtümlich|fälschlich)\b/iu

/** Whether a sentence states something: no heading, question, code or mere supposition. */
export function isStatement({ start, end, sentence, words }: Unit, text: string): boolean {
  if (sentence < 0 || words.length < LEAST_WORDS || words.length > MOST_WORDS) return false
  const surface = text.slice(start, end)
  return !QUESTION.test(surface) && !CAPTION.test(surface) && !CODE.test(surface) && !SUPPOSED.test(surface)
}
