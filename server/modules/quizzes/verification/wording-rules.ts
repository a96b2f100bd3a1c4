import { isStopWord } from '../../../kernel/text/stop-words.ts'
import { BLANK } from './blanks.ts'
import { cuesOf } from './cue-words.ts'
import { statementOf, type DraftFacts } from './draft-facts.ts'
import { ALL_TYPES } from './form-rules.ts'
import type { Rule } from './rule.ts'

const SENTENCES = ['cloze', 'true-false'] as const
const ASKING = ['multiple-choice', 'short-answer', 'matching', 'ordering'] as const
const FEWEST_WORDS = 3
const FEWEST_SENTENCE_WORDS = 5
const MOST_WORDS = 60
/** Words that carry meaning beside a gap: fewer do not tell what is missing. */
const LEAST_CONTEXT = 3

/** Whether a question can be read and understood by itself. */
export const WORDING_RULES: readonly Rule[] = [
  { id: 'missing-question', types: ASKING, offends: (facts) => !asksSomething(facts) },
  { id: 'negation-unmarked', types: ['multiple-choice', 'short-answer', 'true-false'], offends: hasNegation },
  {
    id: 'true-false-giveaway',
    types: ['true-false'],
    offends: ({ stem, language }) => {
      const cues = cuesOf(language)
      return cues !== null && (cues.absolute.test(stem.text) || cues.vague.test(stem.text))
    },
  },
  {
    id: 'true-false-question',
    types: ['true-false'],
    offends: ({ draft }) => statementOf(draft.stem).trimEnd().endsWith('?'),
  },
  {
    id: 'stem-too-short',
    types: ALL_TYPES,
    offends: ({ stem, draft: { type } }) =>
      stem.words.length < (type === 'cloze' || type === 'true-false' ? FEWEST_SENTENCE_WORDS : FEWEST_WORDS),
  },
  { id: 'stem-too-long', types: ALL_TYPES, offends: ({ stem }) => stem.words.length > MOST_WORDS },
  {
    id: 'blank-without-context',
    types: ['cloze'],
    offends: ({ stem, language }) => stem.words.filter((word) => !isStopWord(word, language)).length < LEAST_CONTEXT,
  },
  {
    id: 'outside-reference',
    types: ALL_TYPES,
    offends: (facts) => textsOf(facts).some((text) => cuesOf(facts.language)?.outside.test(text) === true),
  },
  {
    id: 'pronoun-without-antecedent',
    types: SENTENCES,
    offends: ({ draft, language }) => cuesOf(language)?.leansBack.test(statementOf(draft.stem)) === true,
  },
  {
    id: 'incomplete-sentence',
    types: SENTENCES,
    offends: ({ draft }) => {
      const statement = statementOf(draft.stem).trim()
      return /[:;,–—-]$/u.test(statement) || /^[)\],;:.–—]/u.test(statement)
    },
  },
  { id: 'raw-markup', types: ALL_TYPES, offends: (facts) => textsOf(facts).some((text) => MARKUP.test(text)) },
  { id: 'unbalanced', types: ALL_TYPES, offends: (facts) => !textsOf(facts).every(isBalanced) },
  {
    id: 'blank-inside-word',
    types: ['cloze'],
    offends: ({ draft }) => /[\p{L}\p{N}]_{3,}|_{3,}[\p{L}\p{N}]/u.test(draft.stem),
  },
]

const MARKUP = /\*\*|``|\]\(|\{\{|\}\}|\[\^|\\[a-z]+\{|\$\$|&(?:[a-z]+|#\d+);|^#{1,6} |https?:\/\/|\s\|\s|\u{FFFD}/u

const textsOf = ({ draft }: DraftFacts): string[] => [draft.stem, ...draft.options, ...draft.left, ...draft.right]

const QUOTED = /[“„][^”“]*[”“]|"[^"]*"/gu

function asksSomething({ draft, language }: DraftFacts): boolean {
  const text = draft.stem.trim()
  if (/[?？]["”“»]?$/u.test(text) || text.search(BLANK) >= 0) return true
  const cues = cuesOf(language)
  return cues === null || cues.instruction.test(text)
}

/** "Which is not …?" is misread; "Which is NOT …?" is not. What is quoted does not ask. */
function hasNegation({ draft, language }: DraftFacts): boolean {
  const cues = cuesOf(language)
  if (cues === null) return false
  const asked = draft.type === 'true-false' ? statementOf(draft.stem) : draft.stem.replaceAll(QUOTED, ' ')
  return cues.negation.test(asked.replaceAll(/(?<!\p{L})\p{Lu}{2,}(?!\p{L})/gu, ' '))
}

function isBalanced(text: string): boolean {
  const count = (mark: string): number => text.split(mark).length - 1
  if (count('(') !== count(')') || count('[') !== count(']') || count('"') % 2 !== 0) return false
  // “…” and „…“ share the sign in the middle.
  return count('„') === 0 ? count('“') === count('”') : count('„') === count('“') + count('”')
}
