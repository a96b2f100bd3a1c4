import type { ConceptEntry } from '../../../ports/study-material.ts'
import type { Candidate } from './candidate.ts'
import { isDeclined, isNameable } from './distractors.ts'
import type { Distractor } from './distractors.ts'
import type { Definition, StatedFact } from './find-definitions.ts'
import type { LanguageRules } from './language-rules.ts'
import { randomFor } from '../../../kernel/seeded-random.ts'
import { numberOf } from './term-forms.ts'
import { about, isPredicate, keyOf } from './write-definition-questions.ts'
import type { WritingTools } from './write-definition-questions.ts'

/** A definition as it stands, or with a neighbour of its concept in the concept's place: false then. Which of both is a matter of the seed. */
export function trueOrFalse(
  definition: Definition,
  standing: number,
  rules: LanguageRules,
  tools: WritingTools,
): Candidate | null {
  const { pattern, concept } = definition
  const key = keyOf(definition, tools.index)
  if (pattern.name === 'stands-for' || !canBeShown(concept, key, tools)) return null
  const isTrue = randomFor(tools.seed, `truth ${concept.id}`)() < 0.5
  const other = isTrue ? null : swappedIn(definition, key, tools)
  if (other === undefined) return null
  const term = other?.form ?? key
  const natural = standing > 0 ? statementWith(definition, term, other?.concept ?? null, tools) : null
  const statement = natural ?? quotedStatement(definition, term, rules)
  return {
    quality: definition.quality * (natural === null ? 0.88 : 0.96),
    draft: {
      ...about(definition),
      type: 'true-false',
      stem: rules.wording.trueOrFalse(statement),
      answer: { isTrue },
      answerText: rules.wording.isTrue(isTrue),
      accepted: [],
      bloom: isTrue ? 'remember' : 'understand',
      difficulty: (isTrue ? 0.15 : 0.25) + 0.5 * concept.difficulty,
      pattern: `${isTrue ? 'true' : 'swapped'}-${pattern.name}`,
    },
  }
}

function quotedStatement(definition: Definition, term: string, { wording }: LanguageRules): string {
  const { description } = definition
  if (definition.pattern.name === 'used-for') return wording.isUsedTo(term, description)
  return isPredicate(definition) ? wording.saysOf(term, description) : wording.describes(term, description)
}

/** A sentence with a gap as a statement: with its own term in the gap, or a neighbour of it. */
export function trueOrFalseSentence(
  fact: StatedFact,
  { draft, quality }: Candidate,
  rules: LanguageRules,
  tools: WritingTools,
): Candidate | null {
  const { concept, sentence } = fact
  const isTrue = randomFor(tools.seed, `truth ${concept.id} ${sentence.range.start}`)() < 0.5
  // "A process called cell": of what is named, the sentence says what kind it is.
  if (!isTrue && draft.pattern === 'gap-named') return null
  const other = isTrue ? null : swappedIn(fact, draft.answerText, tools)
  if (other === undefined) return null
  const statement = other === null ? sentence.text : sentenceWith(fact, other.form, other.concept, tools)
  if (statement === null) return null
  return {
    quality: quality - 0.04,
    draft: {
      ...about(fact),
      type: 'true-false',
      stem: rules.wording.trueOrFalse(statement),
      answer: { isTrue },
      answerText: rules.wording.isTrue(isTrue),
      accepted: [],
      bloom: isTrue ? 'remember' : 'understand',
      difficulty: (isTrue ? 0.15 : 0.25) + 0.5 * concept.difficulty,
      pattern: `${isTrue ? 'true' : 'swapped'}-${draft.pattern}`,
    },
  }
}

/** Patterns whose sentence says more than what the term is. */
const NOT_A_STATEMENT: ReadonlySet<string> = new Set(['entry', 'which-is', 'apposition'])

function canBeShown(concept: ConceptEntry, key: string, { index }: WritingTools): boolean {
  return isNameable(concept, index) && !(concept.language === 'de' && isDeclined(key))
}

/** "A struct is a function that …" would be told by the word in common. */
function swappedIn(definition: StatedFact, key: string, { siblings }: WritingTools): Distractor | undefined {
  return definition.sharesHead ? undefined : siblings.termsFor(definition, key, 1)[0]
}

/**
 * The sentence with another term in the place of its own; null when an article or an ending could be wrong then. `other` is null when
 * the statement is to stay as it is.
 */
function statementWith(
  definition: Definition,
  term: string,
  other: ConceptEntry | null,
  tools: WritingTools,
): string | null {
  if (NOT_A_STATEMENT.has(definition.pattern.name)) return null
  return other === null ? definition.sentence.text : sentenceWith(definition, term, other, tools)
}

function sentenceWith(
  { sentence, mention, concept }: StatedFact,
  term: string,
  other: ConceptEntry,
  tools: WritingTools,
): string | null {
  const { document, range } = sentence
  if (sentence.mentions.filter((one) => one.conceptId === concept.id).length > 1) return null
  const before = document.text.slice(range.start, mention.start)
  const rest = document.text.slice(mention.end, range.end)
  // Another name of the concept would stay.
  if (/^["”]?(?:,|\s(?:or|oder)\s)/.test(rest)) return null
  const fits = document.language === 'de' ? fitsInGerman : fitsInEnglish
  if (!fits({ before, rest, term }, other, tools)) return null
  const placed = before === '' ? term.charAt(0).toUpperCase() + term.slice(1) : term
  const article = before.replace(
    /\b([Aa])n?(\s+["“]?)$/,
    (_, letter: string, blank: string) => `${letter}${startsWithVowel(term) ? 'n' : ''}${blank}`,
  )
  return article + placed + rest.replace(/^(["”]?)\s*\([^()]*\)/, '$1')
}

interface Place {
  readonly before: string
  readonly rest: string
  readonly term: string
}

/** Gender and number are known of a term whose own definition opens in the same words. */
function fitsInGerman({ before, rest, term }: Place, other: ConceptEntry, { definitions }: WritingTools): boolean {
  const its = definitions.get(other.id)
  return its !== undefined && its.concept.name === term && openingOf(its) === before + firstWord(rest)
}

/** A term takes the articles that the documents give it. */
function fitsInEnglish({ before, term }: Place, other: ConceptEntry, { index }: WritingTools): boolean {
  const usage = index.usage.get(other.id)
  if (usage === undefined) return false
  const article = /\b(an?|the)\s+["“]?$/i.exec(before)?.[1]?.toLowerCase()
  const atStart = before.trim() === '' || before.trim().toLowerCase() === article
  if (article === undefined) {
    // Without an article it must be stuff, a process or a plural.
    return (numberOf(term, 'en') === 'plural' || usage.indefinite === 0) && (!atStart || usage.openings.has(''))
  }
  if (article === 'the') return atStart ? usage.openings.has('the') : usage.definite > 0
  return usage.indefinite > 0
}

const firstWord = (text: string): string => /^\s*(?:\([^()]*\)\s*)?(\p{L}+)/u.exec(text)?.[1] ?? ''

/** What stands before the term and the word after it: "Ein … ist". */
function openingOf({ sentence: { document, range }, mention }: Definition): string {
  return document.text.slice(range.start, mention.start) + firstWord(document.text.slice(mention.end, range.end))
}

function startsWithVowel(term: string): boolean {
  if (/^(?:uni|use|usa|eu|one|ur[aeiou])/i.test(term)) return false
  if (/^\p{Lu}{2,}/u.test(term)) return /^[AEFHILMNORSX]/.test(term)
  return /^(?:[aeiou]|hour|honest|heir)/i.test(term)
}
