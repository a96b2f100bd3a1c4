import type { Candidate } from './candidate.ts'
import type { LanguageRules } from './language-rules.ts'
import type { EvidenceSentence, MaterialIndex } from './material-index.ts'
import { isCleanProse } from './self-contained.ts'

const LONG_THEN_SHORT = /((?:[\p{L}\d][\p{L}\d'’-]*\s){1,6})\(([\p{Lu}][\p{L}\d]{1,6})\)/gu
const SHORT_THEN_LONG =
  /(?<![\p{L}\d])([\p{Lu}][\p{L}\d]{1,6})\s\(((?:[\p{L}\d][\p{L}\d'’-]*\s){0,5}[\p{L}\d][\p{L}\d'’-]*\s?)\)/gu
const QUALITY = 0.88

/** "What does ATP stand for?", where a sentence gives the long form of an abbreviation in brackets, or the other way round. */
export function* askForExpansions(
  sentence: EvidenceSentence,
  rules: LanguageRules,
  index: MaterialIndex,
): Generator<Candidate> {
  const { text, document, range } = sentence
  for (const { short, long, at } of expansionsIn(text)) {
    const named = sentence.mentions.find(
      (mention) => mention.start < range.start + at.end && mention.end > range.start + at.start,
    )
    const concept = named === undefined ? undefined : index.concepts.get(named.conceptId)
    if (concept === undefined || !isCleanProse(long)) continue
    yield {
      quality: QUALITY,
      draft: {
        type: 'short-answer',
        stem: rules.wording.standsFor(withoutPlural(short)),
        options: [],
        left: [],
        right: [],
        answer: { text: long },
        answerText: long,
        // "Integrated development environments (IDEs)": one of them is right as well.
        accepted: short === withoutPlural(short) ? [] : [long.replace(/s$/, '')],
        conceptId: concept.id,
        evidence: { documentId: document.documentId, start: range.start, end: range.end },
        bloom: 'remember',
        language: document.language,
        difficulty: 0.4 + 0.4 * concept.difficulty,
        pattern: 'ask-expansion',
      },
    }
  }
}

interface Expansion {
  readonly short: string
  readonly long: string
  readonly at: { readonly start: number; readonly end: number }
}

function* expansionsIn(text: string): Generator<Expansion> {
  if (!text.includes('(')) return
  for (const match of text.matchAll(LONG_THEN_SHORT)) {
    const [whole, before = '', short = ''] = match
    const long = spelledOut(before.trim(), short)
    if (long !== null) yield { short, long, at: { start: match.index, end: match.index + whole.length } }
  }
  for (const match of text.matchAll(SHORT_THEN_LONG)) {
    const [whole, short = '', inside = ''] = match
    const long = inside.trim()
    if (spelledOut(long, short) === long) {
      yield { short, long, at: { start: match.index, end: match.index + whole.length } }
    }
  }
}

const withoutPlural = (abbreviation: string): string => abbreviation.replace(/(?<=\p{Lu})s$/u, '')

/** Letters alone, two of them large at least. */
const isAbbreviation = (text: string): boolean => /^\p{L}+$/u.test(text) && (text.match(/\p{Lu}/gu)?.length ?? 0) >= 2

/** The last words of a text that an abbreviation is made of: one letter for each word or part of a word; null when they do not fit. */
function spelledOut(text: string, abbreviation: string): string | null {
  const letters = withoutPlural(abbreviation).toLowerCase().split('')
  if (letters.length < 2 || !isAbbreviation(abbreviation)) return null
  const words = text.split(/\s+/)
  for (let from = words.length - 1; from >= 0; from--) {
    const initials = words.slice(from).flatMap((word) => word.split('-').map((part) => part.charAt(0).toLowerCase()))
    if (initials.length > letters.length) return null
    if (initials.join('') === letters.join('')) return words.slice(from).join(' ')
  }
  return null
}
