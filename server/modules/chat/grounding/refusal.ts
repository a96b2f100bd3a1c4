import { NO_ANSWER } from '../source-prompt.ts'

const MARKER = new RegExp(
  String.raw`["'*_\u0060(\[]*${NO_ANSWER.replaceAll('_', String.raw`[\s_\\-]+`)}["'*_\u0060)\].:!]*`,
  'giu',
)
/** What models say instead of the marker that they were asked for. */
const REFUSAL = new RegExp(
  [
    String.raw`\b(?:sources?|documents?|excerpts?|passages?|context|texts?|information)\b[^.!?\n]{0,60}\b(?:do(?:es)? not|don['’]t|doesn['’]t|did not|didn['’]t|cannot|can['’]t|never|no longer)\b[^.!?\n]{0,60}\b(?:contain|mention|provide|say|state|include|answer|specify|cover|discuss|address|give|hold|tell|have|describe|reveal|indicate)`,
    String.raw`\b(?:sources?|documents?|excerpts?|passages?|context)\b[^.!?\n]{0,40}\b(?:contains?|mentions?|provides?|gives?|holds?|has|have|includes?)\s+no\b`,
    String.raw`\b(?:no|not any|not enough|insufficient)\s+(?:relevant\s+|specific\s+|direct\s+|sufficient\s+)?(?:information|details?|mention|answer|data)\b[^.!?\n]{0,80}\b(?:sources?|documents?|excerpts?|passages?|context|texts?|provided|given|available|found)\b`,
    String.raw`\b(?:I|we)\s+(?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t|am unable to|was unable to|am not able to)\s+(?:know|find|answer|determine|tell|see|provide|locate)\b`,
    String.raw`\b(?:is|are|was|were)\s+not\s+(?:mentioned|stated|provided|specified|given|found|contained|included|covered|discussed|described|answered|addressed)\s+(?:in|by|anywhere in)\s+(?:the\s+|your\s+|these\s+|any\s+)?(?:given\s+|provided\s+|available\s+)?(?:sources?|documents?|excerpts?|passages?|context|texts?)`,
    String.raw`\bnot found in (?:the|your) (?:sources|documents)\b`,
    String.raw`(?<!\p{L})(?:quellen?|dokumenten?|auszügen?|texten?|textstellen?|abschnitten?|passagen?|kontext|informationen)(?!\p{L})[^.!?\n]{0,60}(?<!\p{L})(?:nicht|keine?[nrs]?|nichts|keinerlei)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:keine?|keinerlei|nicht genügend|nicht genug)\s+(?:\p{L}+\s+)?(?:informationen|angaben?|hinweise?|antwort|auskunft|erwähnung)(?!\p{L})`,
    String.raw`(?<!\p{L})(?:kann|konnte)\s+(?:ich|diese frage|die frage)\b[^.!?\n]{0,80}(?<!\p{L})nicht\s+(?:beantworten|beantwortet|sagen|finden)`,
    String.raw`(?<!\p{L})(?:geht|gehen)\b[^.!?\n]{0,80}(?<!\p{L})nicht\s+hervor`,
    String.raw`(?<!\p{L})(?:wird|werden|ist|sind)\s[^.!?\n]{0,60}(?<!\p{L})nicht\s+(?:genannt|erwähnt|angegeben|beschrieben|enthalten|behandelt|beantwortet)`,
  ].join('|'),
  'iu',
)

/** Whether a text begins like the marker of a refusal, or may still become it. */
export function mayBecomeRefusal(text: string): boolean {
  const begun = text.replaceAll(/[^\p{L}]/gu, '').toUpperCase()
  const marker = NO_ANSWER.replaceAll('_', '')
  return begun.length < marker.length ? marker.startsWith(begun) : begun.startsWith(marker)
}

/** The text without the marker, wherever it stands. */
export function withoutRefusalMarker(text: string): string {
  return text.replaceAll(MARKER, '').trim()
}

export function hasRefusalMarker(text: string): boolean {
  return text.search(MARKER) >= 0
}

/** Whether a sentence says that the sources do not say it. */
export function isRefusal(sentence: string): boolean {
  return REFUSAL.test(sentence)
}
