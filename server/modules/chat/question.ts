import { detectLanguage } from '../../kernel/text/detect-language.ts'
import { ENGLISH_RULES, GERMAN_RULES, QUESTION_VERBS, type AnswerType, type QuestionRule } from './question-rules.ts'

/** What a question asks for, told from its words alone. */
export interface Question {
  readonly text: string
  /** ISO 639-1, or 'und'; decides the words LearnPath itself says. */
  readonly language: string
  readonly answerType: AnswerType
  /** Lower-cased words that only ask ("in what year", "wie viele", "funktioniert"): they seldom stand in the answer. */
  readonly frameWords: ReadonlySet<string>
  /** Lower-cased names and numbers: an answer about another year or person is no answer. */
  readonly anchors: ReadonlySet<string>
  /** Lower-cased words that German writes small: verbs and adjectives, which answers often replace by others. */
  readonly minorWords: ReadonlySet<string>
  readonly negated: boolean
  /** Asks about a case: "what happens if …". */
  readonly conditional: boolean
  /** Lower-cased words with a hyphen or dot inside, such as "no-store": their parts alone say something else. */
  readonly compounds: readonly string[]
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’.-]*[\p{L}\p{N}]|[\p{L}\p{N}]/gu

const ENGLISH_MARKERS = new Set(
  'what which who whom whose when where why how is are was were do does did can could would should the of to in a an and for'.split(
    ' ',
  ),
)
const GERMAN_MARKERS = new Set(
  'was welche welcher welches welchem welchen wer wem wen wessen wann wo woher wohin wofür womit wozu warum wieso weshalb wie ist sind waren wurde wurden wird werden kann hat haben der die das den dem des ein eine einer eines und im in von zu für mit'.split(
    ' ',
  ),
)

const NEGATION =
  /(?<![\p{L}-])(?:not|never|no|none|neither|nor|without|cannot|\w+n['’]t|nicht|nie|niemals|kein(?:e|en|er|em|es)?|ohne)(?![\p{L}-])/iu

/** Whether a text denies something. */
export function isNegated(text: string): boolean {
  return NEGATION.test(text)
}

const CONDITION = /(?<!\p{L})(?:if|when|unless|wenn|falls|sofern|sobald|bei)(?!\p{L})/iu
/** A clause of condition at the start; German also writes it with the verb first, set off by a comma. */
const OPENING_CONDITION =
  /^(?:if|unless|wenn|falls|sofern|(?:ist|sind|wird|werden|wurde|hat|haben|kann|liegt|liegen|fällt|fallen|steht|sollte|geht|gibt|kommt|bleibt)\s[^,.?!]*,)\s?/iu

/** Whether a sentence begins with the case that it speaks of. */
export function isConditional(text: string): boolean {
  return OPENING_CONDITION.test(text)
}

/** Reads a question in English or German; in another language it still has words, names and numbers. */
export function analyseQuestion(text: string): Question {
  const words = [...text.matchAll(WORD)].map((match) => match[0])
  const lowerWords = words.map((word) => word.toLowerCase())
  const language = questionLanguage(text, lowerWords)
  const lower = text.toLowerCase().replaceAll('’', "'")
  const asked = firstRule(lower, language === 'de' ? GERMAN_RULES : ENGLISH_RULES)
  return {
    text,
    language,
    answerType: asked?.rule.type ?? 'thing',
    frameWords: new Set([
      ...(asked?.phrase.match(WORD) ?? []),
      ...lowerWords.filter((word) => QUESTION_VERBS.has(word)),
    ]),
    anchors: findAnchors(words, language),
    minorWords: new Set(language === 'de' ? words.filter((word) => /^\p{Ll}/u.test(word)) : []),
    negated: isNegated(text),
    conditional: CONDITION.test(text),
    compounds: lowerWords.filter((word) => /[\p{L}\p{N}][-.][\p{L}\p{N}]/u.test(word)),
  }
}

function questionLanguage(text: string, lowerWords: readonly string[]): string {
  let english = 0
  let german = 0
  for (const word of lowerWords) {
    if (ENGLISH_MARKERS.has(word)) english++
    if (GERMAN_MARKERS.has(word)) german++
  }
  if (english > german) return 'en'
  if (german > english) return 'de'
  return detectLanguage(text)
}

/** The asking phrase that comes first; of two at the same place the earlier rule, which is the more exact one. */
function firstRule(
  lower: string,
  rules: readonly QuestionRule[],
): { readonly rule: QuestionRule; readonly phrase: string } | null {
  let best: { rule: QuestionRule; phrase: string; at: number } | null = null
  for (const rule of rules) {
    const match = rule.pattern.exec(lower)
    if (match !== null && (best === null || match.index < best.at)) {
      best = { rule, phrase: match.groups?.['frame'] ?? match[0], at: match.index }
    }
  }
  return best
}

/** German writes every noun with a capital, so only numbers and words with capitals inside can be told apart there. */
function findAnchors(words: readonly string[], language: string): Set<string> {
  const anchors = new Set<string>()
  for (const [index, word] of words.entries()) {
    const isNumber = /\p{N}/u.test(word)
    const isName = language === 'de' ? /\p{L}\p{Lu}/u.test(word) : index > 0 && /^\p{Lu}/u.test(word)
    if (isNumber || isName) anchors.add(word.toLowerCase())
  }
  return anchors
}
