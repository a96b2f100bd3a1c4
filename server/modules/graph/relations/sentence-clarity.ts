/** Lengths in UTF-16 units between which a sentence says enough and not too much. */
const SHORT = 40
const LONG = 160
const VERY_LONG = 400

const OPENS_LIKE_SENTENCE = /^["“„'(]?\p{Lu}/u
const CLOSES_LIKE_SENTENCE = /[.!][)"”“’']?$/u
/** It needs the sentence before it. */
const LEANS =
  /^(?:it|this|these|they|that|those|he|she|but|and|however|also|er|sie|es|dies|diese|dieser|dieses|aber|und|auch|jedoch)\b/iu
const CODE_OR_TABLE = /[{}|=<>\\]|\(\)|;\s*$/u

/** How well a sentence alone shows what it is evidence of, from 0 to 1: short, whole, and leaning on no sentence before. */
export function sentenceClarity(sentence: string): number {
  const { length } = sentence
  let clarity = 1
  if (length < SHORT) clarity -= 0.1
  if (length > LONG) clarity -= 0.4 * Math.min(1, (length - LONG) / (VERY_LONG - LONG))
  if (!OPENS_LIKE_SENTENCE.test(sentence)) clarity -= 0.15
  if (!CLOSES_LIKE_SENTENCE.test(sentence)) clarity -= 0.15
  if (LEANS.test(sentence)) clarity -= 0.1
  if (CODE_OR_TABLE.test(sentence)) clarity -= 0.2
  return Math.max(0, clarity)
}
