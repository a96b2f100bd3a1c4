import type { AnswerType } from './question-rules.ts'

const MONTHS =
  'january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember'
const TIME = new RegExp(
  String.raw`\b(?:1\d{3}|20\d{2})s?\b|\b\d+\s+(?:BC|AD|BCE|CE|v\. ?Chr|n\. ?Chr)|\b(?:${MONTHS})\b|\bcentur(?:y|ies)\b|jahrhundert|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:mon|diens|donners|frei|sams|sonn)tag\b|\b(?:years?|days?|months?) (?:ago|later|earlier|after|before)\b|\bduring\b|\bwährend\b`,
  'giu',
)
const NUMBER =
  /\p{N}+(?:[.,:]\p{N}+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|billion|half|third|quarter|dozen|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend|million(?:en)?|milliarden?|hälfte|drittel|viertel|dutzend)\b/giu
const NAME = /\p{Lu}[\p{L}'’-]+(?:\s+(?:of|de|la|von|van|der|und|the|[IVX]+|\p{Lu}[\p{L}'’.-]*))*/gu
const FULL_NAME = /\p{Lu}[\p{L}'’-]+\s+(?:(?:von|van|de|der)\s+)?\p{Lu}[\p{L}'’-]+/gu
const PLACED_NAME =
  /\b(?:in|at|from|near|to|through|across|on|within|into|of|im|aus|nach|bei|am|an|zwischen|between|around)\s+(?:(?:the|der|die|das|den|dem)\s+)?(\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)*)/gu
const DEFINITION =
  /\b(?:is|are|was|were)\s+(?:an?|the|used|any|when|one|simply|basically|just|essentially)\b|\b(?:occurs?|happens?)\s+when\b|\b(?:is|are)\s+(?:called|known\s+as|defined\s+as)\b|\b(?:refers?\s+to|means?|stands?\s+for|describes?|consists?\s+of|represents?)\b|\b(?:ist|sind|war|waren)\s+(?:eine?r?|der|die|das|jede[rs]?)\b|\b(?:heißt|heißen|bezeichnet|bezeichnen|nennt\s+man|bedeutet|versteht\s+man|steht\s+für|besteht\s+aus)\b/iu
const REASON =
  /\b(?:because|since|due\s+to|as\s+a\s+result|therefore|thus|in\s+order\s+to|so\s+that|so\s+as|caused\s+by|the\s+reason|this\s+means|helps?|allows?|makes\s+it|leads?\s+to|weil|da|denn|wegen|aufgrund|daher|deshalb|deswegen|damit|sodass|infolge|folglich|grund|ursache|führte?\s+zu)\b|\bum\s.+\szu\s/iu
const PROCEDURE =
  /^(?:first|then|next|finally|to\s|use\s|add\s|click|open|run|create|install|select|go\s+to|set\s|make\s|zuerst|dann|danach|schließlich|öffne|klicke|wähle|erstelle|installiere|verwende)|\b(?:you|we)\s+(?:can|need|should|must|have\s+to|will|use)\b|\byou['’]ll\b|\bby\s+\w+ing\b|\busing\b|\bman\s+kann\b|\bkann\s+man\b|\bkönnen\s+sie\b|\bdu\s+kannst\b|\b(?:indem|durch|mithilfe|mittels)\b|:\s*$/iu

const NEW_FORM = { time: TIME, number: NUMBER, place: PLACED_NAME }
const ANY_FORM = { reason: REASON, procedure: PROCEDURE }

/** A sentence as far as the form of an answer is concerned. */
export interface EvidenceText {
  readonly text: string
  readonly language: string
  /** Where words of the question begin in the text, ascending. */
  readonly askedAt: readonly number[]
}

/** "no-store | Do not store …", "Schlupf: die Differenz …": an entry of a table or glossary. */
const ENTRY = /^[^.!?|:]{1,40}?\s*(?:\||:|\s[–—-])\s+\S/u
const ENTRY_TERM_WITHIN = 5
/** What may stand before the subject of a sentence: "Encoding turns an impression into a trace." */
const BEFORE_SUBJECT = /^(?:an?|the|der|die|das|eine?)?\s*["“„'«]?$/iu
/** Said before what is defined: "the difference is called slip". */
const NAMING =
  /\b(?:called|termed|named|known\s+as|referred\s+to\s+as|defined\s+as|heißt|heißen|genannt|nennt\s+man|bezeichnet\s+man\s+als|sogenannten?r?)\s+(?:an?\s|the\s|der\s|die\s|das\s)?["“„'«]?/giu
const NAMED_WITHIN = 3

/** A definition opens with what it defines. */
const DEFINED_WITHIN = 60

/**
 * How well the form of a sentence fits the kind of answer asked for, 0 to 1: a date for "when", a number for "how many",
 * a name for "who". What stands in the question itself is no evidence: `askedWords` are its lower-cased words.
 */
export function answerTypeEvidence(
  { text: sentence, language, askedAt }: EvidenceText,
  type: AnswerType,
  askedWords: ReadonlySet<string>,
): number {
  switch (type) {
    case 'time':
    case 'number':
    case 'place':
      return hasNew(sentence, NEW_FORM[type], askedWords)
    case 'person':
      return hasNew(sentence, language === 'de' ? FULL_NAME : NAME, askedWords)
    case 'definition':
      return definitionEvidence(sentence, askedAt)
    case 'reason':
    case 'procedure':
      return Number(ANY_FORM[type].test(sentence))
    case 'yes-no':
    case 'thing':
      return 0.5
  }
}

function definitionEvidence(sentence: string, askedAt: readonly number[]): number {
  const [subject] = askedAt
  if (subject === undefined) return 0
  const entry = ENTRY.exec(sentence)
  if (entry !== null && subject < ENTRY_TERM_WITHIN) return 1
  const naming = [...sentence.matchAll(NAMING)].map((found) => found.index + found[0].length)
  if (naming.some((end) => askedAt.some((at) => at >= end && at - end <= NAMED_WITHIN))) return 1
  const match = DEFINITION.exec(sentence)
  if (match === null) return BEFORE_SUBJECT.test(sentence.slice(0, subject)) ? 0.5 : 0
  return subject < match.index && match.index < DEFINED_WITHIN ? 1 : 0.3
}

/** 1 when something of the form is there that the question did not say; sentence-initial function words are no names. */
function hasNew(sentence: string, form: RegExp, askedWords: ReadonlySet<string>): number {
  for (const match of sentence.matchAll(form)) {
    const found = match[1] ?? match[0]
    const isStart = match.index === 0
    const words = found.split(/\s+/u).map((word) => word.toLowerCase())
    if (isStart && words.length === 1 && form === NAME) continue
    if (words.some((word) => !askedWords.has(word))) return 1
  }
  return 0
}
