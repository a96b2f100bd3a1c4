import { isFilledBy } from './round-trip.ts'
import { ALL_TYPES } from './form-rules.ts'
import { statementOf, wordedText, type DraftFacts, type WordedText } from './draft-facts.ts'
import type { Rule } from './rule.ts'

const LONGEST_QUOTE = 1200
/** Pairs and steps are quoted from the first to the last of them. */
const LONGEST_STRETCH = 6000
const WORD = /[\p{L}\p{N}]/u

/** Whether the document says what the draft says. */
export const SOURCE_RULES: readonly Rule[] = [
  { id: 'quote-not-exact', types: ALL_TYPES, offends: (facts) => !isQuote(facts) },
  {
    id: 'quote-too-long',
    types: ALL_TYPES,
    offends: ({ evidence, draft: { type } }) =>
      evidence.text.length > (type === 'matching' || type === 'ordering' ? LONGEST_STRETCH : LONGEST_QUOTE),
  },
  { id: 'evidence-is-question', types: ALL_TYPES, offends: ({ evidence }) => /[?？]["”“»)]*$/u.test(evidence.text) },
  {
    id: 'answer-not-in-quote',
    types: ['multiple-choice', 'cloze', 'short-answer', 'matching', 'ordering'],
    offends: (facts) => !isAnswerInQuote(facts),
  },
  {
    id: 'round-trip',
    types: ['cloze'],
    offends: ({ draft, evidence }) => !isFilledBy(draft, evidence.text),
  },
  { id: 'answer-not-confirmed', types: ALL_TYPES, offends: ({ draft }) => draft.confirmed === false },
  {
    id: 'stem-beyond-source',
    types: ['multiple-choice', 'short-answer'],
    // Rules make their questions of the document's words.
    offends: (facts) => facts.draft.model !== undefined && !staysWithSource(facts),
  },
  {
    id: 'statement-not-decidable',
    types: ['true-false'],
    offends: (facts) => 'isTrue' in facts.draft.answer && saysTheSame(facts) !== facts.draft.answer.isTrue,
  },
]

/** The range is text of the document, without white space at its ends and without cutting a word. */
function isQuote({
  document,
  draft: {
    evidence: { start, end },
  },
  evidence,
}: DraftFacts): boolean {
  if (document === null || evidence.text === '' || evidence.text.trim() !== evidence.text) return false
  const { text } = document
  const cutsBefore = WORD.test(text.charAt(start - 1)) && WORD.test(text.charAt(start))
  const cutsAfter = WORD.test(text.charAt(end - 1)) && WORD.test(text.charAt(end))
  return !cutsBefore && !cutsAfter
}

const NUMBER = /\d+(?:[.,]\d+)*/gu

/** The question takes up something of its evidence or its concept, and has no number that the document has not. */
function staysWithSource({ draft, stem, evidence, concept, document, language }: DraftFacts): boolean {
  const named = wordedText([concept?.name ?? '', ...(concept?.aliases ?? [])].join(' '), language).stems
  const text = document?.text ?? ''
  return (
    [...stem.stems].some((word) => evidence.stems.has(word) || named.has(word)) &&
    (draft.stem.match(NUMBER) ?? []).every((number) => text.includes(number))
  )
}

/** By the stems of its words, or by the words themselves where they are such as a text is full of: the `if` of a language. */
const isPartOf = (part: WordedText, whole: WordedText): boolean =>
  [...part.stems].every((stem) => whole.stems.has(stem)) ||
  ` ${whole.words.join(' ')} `.includes(` ${part.words.join(' ')} `)

const plain = (text: string): string => text.normalize('NFKC').replaceAll(/\s+/gu, ' ').trim().toLowerCase()

function isAnswerInQuote({ draft, key, evidence, language }: DraftFacts): boolean {
  const inQuote = (text: string): boolean => isPartOf(wordedText(text, language), evidence)
  switch (draft.type) {
    case 'cloze':
      return plain(evidence.text).includes(plain(draft.answerText))
    case 'matching':
      return [...draft.left, ...draft.right].every(inQuote)
    case 'ordering':
      return stepsInOrder(draft.options, 'order' in draft.answer ? draft.answer.order : [], evidence.text)
    case 'multiple-choice':
    case 'short-answer':
    case 'true-false':
      return isPartOf(key, evidence)
  }
}

/** Each step stands in the evidence after the one before it. Its first letter may be written large. */
function stepsInOrder(steps: readonly string[], order: readonly number[], evidence: string): boolean {
  const text = plain(evidence)
  let at = 0
  for (const index of order) {
    const step = plain(steps[index] ?? '')
    const found = text.indexOf(step, at)
    if (step === '' || found < 0) return false
    at = found + step.length
  }
  return true
}

const QUOTED = /[“„]([^”“]+)[”“]/gu

/** A statement says what its evidence says when it is part of it, or puts two quotes of it together. */
function saysTheSame({ draft, evidence, language }: DraftFacts): boolean {
  const statement = statementOf(draft.stem)
  if (plain(evidence.text).includes(plain(statement).replace(/\.$/u, ''))) return true
  const quoted = [...statement.matchAll(QUOTED)].map((match) => wordedText(match[1] ?? '', language))
  return quoted.length >= 2 && quoted.every((piece) => isPartOf(piece, evidence))
}
