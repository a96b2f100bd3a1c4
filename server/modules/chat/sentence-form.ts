/**
 * `heading`: only a heading; `fragment`: no whole sentence, e.g. a list item or a caption; `question`: asks itself;
 * `objective`: says what the reader will know, not what there is to know.
 */
export type SentenceForm = 'sentence' | 'fragment' | 'heading' | 'question' | 'objective'

const OBJECTIVES_HEADING =
  /^(?:(?:lesson|chapter|section|module|unit|learning)\s+)?(?:objectives?|outcomes|goals|review questions|knowledge check|assignments?|exercises?|homework|(?:further|additional) (?:reading|resources)|see also)$|^(?:lesson|chapter|module|unit)\s+overview$|^what you(?:['’]ll| will) learn$|^(?:lernziele?|kontrollfragen|übungsfragen|übungen|aufgaben|übungsaufgaben|hausaufgaben|weiterführende (?:links|literatur)|siehe auch|das lernen sie|was sie lernen)$/iu
const OBJECTIVE =
  /^(?:know|understand|learn|explain|describe|discuss|be able|sie (?:lernen|wissen|verstehen|können)|du (?:lernst|weißt|verstehst))\s+(?:about|how|what|when|where|which|why|the|that|to|and|was|wie|warum|wann|welche)\b/iu

/** @param headings title and heading path of the passage, outermost first */
export function formOf(text: string, headings: readonly string[]): SentenceForm {
  if (OBJECTIVES_HEADING.test(headings.at(-1)?.replace(/[:.]$/u, '') ?? '')) return 'objective'
  const bare = text.trim()
  if (headings.includes(bare)) return 'heading'
  if (/[?？]["”“»«’')\]]*$/u.test(bare)) return 'question'
  if (OBJECTIVE.test(bare)) return 'objective'
  return /[.!:;。！…]["”“»«’')\]\d]*$/u.test(bare) ? 'sentence' : 'fragment'
}
