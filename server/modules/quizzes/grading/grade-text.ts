import { editDistance } from '../../../kernel/text/edit-distance.ts'
import { stem } from '../../../kernel/text/stem.ts'
import { isStopWord } from '../../../kernel/text/stop-words.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'
import { gradeQuantity } from './grade-quantity.ts'
import { FAIL, PASS, type Grade } from './grade.ts'

/** Words in common, as F1 of their stems, from which the learner is asked, and from which an answer of several words is right. */
const ASK_FROM = 0.4
const PASS_FROM = 0.9
/** A part of the answer has at least this share of its letters. */
const LEAST_PART = 4

interface Expected {
  /** The answer and its other wordings. */
  readonly accepted: readonly string[]
  readonly language: string
  /** Whether some words of a longer answer may do; a gap asks for one thing. */
  readonly inParts: boolean
}

/**
 * Grades what was typed: the same words in any inflection, spelling of umlauts or order, a slip of the keyboard, or the same quantity
 * pass; an answer that shares enough words with the right one is left to the learner, who sees it; anything else fails. Likeness of
 * meaning is not measured: alone it grades badly (Mohler's data: Gaddipati et al. 2020), so the learner has the last word.
 */
export function gradeText(given: string, expected: Expected): Grade {
  if (given.trim() === '') return { ...FAIL, reason: 'empty' }
  const grades = expected.accepted.map((text) => gradeAgainst(given, text, expected))
  return grades.reduce((best, grade) => (rank(grade) > rank(best) ? grade : best), FAIL)
}

const BANDS = ['fail', 'self-assess', 'pass']
const rank = ({ band, score }: Grade): number => BANDS.indexOf(band) + score / 2

function gradeAgainst(given: string, right: string, { language, inParts }: Expected): Grade {
  const byQuantity = gradeQuantity(given, right, language)
  if (byQuantity !== null) return byQuantity
  const givenWords = stemsOf(given, language)
  const rightWords = stemsOf(right, language)
  // An answer that says the opposite has all the words but one.
  if (negated(given, language) !== negated(right, language)) return FAIL
  if (sameWords(givenWords, rightWords) || squeezed(given) === squeezed(right)) return PASS
  if (figuresOf(givenWords) !== figuresOf(rightWords)) return FAIL
  const slips = gradeSlips(givenWords, rightWords)
  if (slips !== null) return slips
  const score = sharedWords(givenWords, rightWords)
  if (inParts && rightWords.length > 3 && score >= PASS_FROM) return PASS
  if (score >= (inParts ? ASK_FROM : ASK_FROM + 0.2)) return { band: 'self-assess', score, reason: 'close' }
  return FAIL
}

/** "datenbank index" and "Datenbankindex", "Zell-Membran" and "Zellmembran". */
const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')

function stemsOf(text: string, language: string): string[] {
  const words = tokenize(text).map((token) => token.text)
  const content = words.filter((word) => !isStopWord(word, language))
  return (content.length > 0 ? content : words).map((word) => stem(word, language))
}

/** "Interleukin 2" is not "interleukin 3". */
const figuresOf = (words: readonly string[]): string =>
  words
    .filter((word) => /\d/u.test(word))
    .toSorted()
    .join(' ')

const sameWords = (left: readonly string[], right: readonly string[]): boolean =>
  left.length > 0 && left.toSorted().join(' ') === right.toSorted().join(' ')

const NEGATIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set([
    'not',
    'no',
    'never',
    "n't",
    "isn't",
    "aren't",
    "don't",
    "doesn't",
    'cannot',
    "can't",
    'without',
    'non',
  ]),
  de: new Set(['nicht', 'kein', 'keine', 'keinen', 'keinem', 'keiner', 'nie', 'niemals', 'ohne']),
}

function negated(text: string, language: string): boolean {
  const negations = NEGATIONS[language]
  return negations !== undefined && tokenize(text).some((token) => negations.has(token.text))
}

/** Slips of the keyboard that are let pass in a word: none in short ones, where another word is near. */
const slipsAllowed = (length: number): number => (length < 5 ? 0 : length < 9 ? 1 : 2)

function gradeSlips(given: readonly string[], right: readonly string[]): Grade | null {
  if (given.length !== right.length) return null
  const distances = right.map((word, at) => {
    const other = given[at] ?? ''
    return /\d/u.test(word + other) && word !== other ? Infinity : editDistance(other, word)
  })
  if (distances.every((distance, at) => distance <= slipsAllowed(right[at]?.length ?? 0))) {
    return { band: 'pass', score: 1, reason: 'typo' }
  }
  const [only] = distances
  const [word = ''] = right
  if (right.length === 1 && only !== undefined && word.length > 4 && only <= slipsAllowed(word.length) + 1) {
    return { band: 'self-assess', score: 0.5, reason: 'close' }
  }
  return null
}

/** F1 of the words; a part of a German compound ("Membran" of "Zellmembran") counts by its share of the letters. */
function sharedWords(given: readonly string[], right: readonly string[]): number {
  if (given.length === 0 || right.length === 0) return 0
  const precision = mean(given.map((word) => Math.max(...right.map((other) => likeness(word, other)))))
  const recall = mean(right.map((word) => Math.max(...given.map((other) => likeness(word, other)))))
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

function likeness(left: string, right: string): number {
  if (left === right) return 1
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left]
  if (shorter.length < LEAST_PART || /\d/u.test(shorter)) return 0
  if (longer.endsWith(shorter) || longer.startsWith(shorter)) return shorter.length / longer.length
  return editDistance(left, right) <= slipsAllowed(shorter.length) ? 0.9 : 0
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length
