import { coverage, isAkin } from '../writing/content-stems.ts'
import { isAcronymOf } from './acronym.ts'
import { cuesOf } from './cue-words.ts'
import { wordedText, type DraftFacts, type WordedText } from './draft-facts.ts'
import type { Rule } from './rule.ts'

const MOST_CLOZE_WORDS = 5
const MOST_TYPED_WORDS = 12
/** Share of a description's words in another option's own source from which both fit it. */
const FITS_TOO = 0.7
const MOST_TERM_WORDS = 5

/** Whether there is one answer, it is worth asking for, and the question does not hold it. */
export const ANSWER_RULES: readonly Rule[] = [
  {
    id: 'answer-says-nothing',
    types: ['multiple-choice', 'cloze', 'short-answer'],
    offends: ({ key, language }) => {
      const empty = cuesOf(language)?.empty
      return (
        key.words.length === 0 ||
        /^\p{L}$/u.test(key.text.trim()) ||
        key.words.every((word) => empty?.has(word) === true)
      )
    },
  },
  {
    id: 'answer-too-long',
    types: ['cloze', 'short-answer'],
    offends: ({ key, draft }) => key.words.length > (draft.type === 'cloze' ? MOST_CLOZE_WORDS : MOST_TYPED_WORDS),
  },
  {
    id: 'answer-in-stem',
    types: ['multiple-choice', 'short-answer'],
    offends: ({ key, stem }) => [...key.stems].every((word) => hasAkin(stem, word)),
  },
  {
    id: 'answer-beside-blank',
    types: ['cloze'],
    offends: ({ key, stem }) => [...key.stems].some((word) => word.length >= 3 && hasAkin(stem, word)),
  },
  { id: 'acronym-beside-blank', types: ['cloze'], offends: ({ key, draft }) => hasInitials(draft.stem, key) },
  { id: 'more-than-one-right', types: ['multiple-choice'], offends: hasSecondAnswer },
]

const hasAkin = ({ stems }: WordedText, word: string): boolean => [...stems].some((other) => isAkin(word, other))

function hasInitials(text: string, key: WordedText): boolean {
  if (key.words.length < 2) return false
  return (text.match(/\p{Lu}{2,}/gu) ?? []).some((acronym) => isAcronymOf(acronym.toLowerCase(), key.words))
}

/** Another option is right too: another name of the same thing, named beside it in the evidence, or what the question says fits it. */
function hasSecondAnswer(facts: DraftFacts): boolean {
  return facts.distractors.some(
    (option) => isSameThing(option, facts) || standsInEvidence(option, facts) || isDescribedToo(option, facts),
  )
}

function isSameThing(option: WordedText, { key, context }: DraftFacts): boolean {
  const other = context.conceptsByName.get(option.text.toLowerCase())
  const own = context.conceptsByName.get(key.text.toLowerCase())
  if (own !== undefined && own === other) return true
  const [short, long] = option.words.length === 1 ? [option, key] : [key, option]
  return short.words.length === 1 && long.words.length > 1 && isAcronymOf(short.words[0] ?? '', long.words)
}

/** A term that the evidence names, or a description that it gives, may be what is asked for as well. */
function standsInEvidence(option: WordedText, { evidence }: DraftFacts): boolean {
  if (option.stems.size === 0) return false
  if (option.words.length > MOST_TERM_WORDS) return coverage(option.stems, evidence.stems) >= FITS_TOO
  return ` ${evidence.words.join(' ')} `.includes(` ${option.words.join(' ')} `)
}

function isDescribedToo(option: WordedText, { stem, context, language }: DraftFacts): boolean {
  const definition = context.conceptsByName.get(option.text.toLowerCase())?.definition
  if (definition === null || definition === undefined) return false
  const text = context.documents.get(definition.documentId)?.text.slice(definition.start, definition.end) ?? ''
  return coverage(stem.stems, wordedText(text, language).stems) >= FITS_TOO
}
