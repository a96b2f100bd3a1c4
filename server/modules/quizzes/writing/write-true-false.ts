import type { ConceptEntry } from '../../../ports/study-material.ts'
import type { Candidate } from './candidate.ts'
import { isDeclined, isNameable } from './distractors.ts'
import type { Definition } from './find-definitions.ts'
import type { LanguageRules } from './language-rules.ts'
import type { EvidenceSentence, MaterialIndex } from './material-index.ts'
import { randomFor } from './seeded-random.ts'
import { numberOf } from './term-forms.ts'
import { about, keyOf } from './write-definition-questions.ts'
import type { WritingTools } from './write-definition-questions.ts'

/** A definition as it stands, or with a neighbour of its concept in the concept's place: false then. Which of both is a matter of the seed. */
export function trueOrFalse(
  definition: Definition,
  standing: number,
  rules: LanguageRules,
  tools: WritingTools,
): Candidate | null {
  const { pattern, concept } = definition
  if (pattern.name === 'stands-for' || !isNameable(concept, tools.index)) return null
  const isTrue = randomFor(tools.seed, `truth ${concept.id}`)() < 0.5
  const key = keyOf(definition, tools.index)
  if (definition.sentence.document.language === 'de' && isDeclined(key)) return null
  // "A struct is a function that …" would be told by the word in common.
  if (!isTrue && definition.sharesHead) return null
  const [other] = isTrue ? [] : tools.siblings.termsFor(definition, key, 1)
  if (!isTrue && other === undefined) return null
  const term = other?.form ?? key
  const isNatural = standing > 0 && !['entry', 'which-is', 'apposition'].includes(pattern.name)
  const natural = isNatural ? statementWith(definition, term, other?.concept ?? null, tools) : null
  const statement = natural ?? rules.wording.describes(term, definition.description)
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

/**
 * The sentence with another term in the place of its own; null when an article or an ending could be wrong then. `other` is null when
 * the statement is to stay as it is.
 */
function statementWith(
  { sentence, mention, concept }: Definition,
  term: string,
  other: ConceptEntry | null,
  { definitions, index }: WritingTools,
): string | null {
  const { document, range, text } = sentence
  if (other === null) return text
  if (sentence.mentions.filter((one) => one.conceptId === concept.id).length > 1) return null
  const before = document.text.slice(range.start, mention.start)
  const rest = document.text.slice(mention.end, range.end)
  // Another name of the concept would stay.
  if (/^["”]?(?:,|\s(?:or|oder)\s)/.test(rest)) return null
  const opening = before.trim().toLowerCase()
  const openings = index.usage.get(other.id)?.openings
  if (document.language === 'de') {
    // Gender and number are known of a term whose own definition opens in the same words.
    const its = definitions.get(other.id)
    if (its === undefined || its.concept.name !== term || openingOf(its) !== `${before}${firstWord(rest)}`) return null
  } else if (['', 'the', 'a', 'an'].includes(opening)) {
    const alike = opening === 'an' ? 'a' : opening
    const seen = (openings?.get(alike) ?? 0) + (alike === 'a' ? (openings?.get('an') ?? 0) : 0)
    if (seen === 0 && !(alike === 'a' && (index.usage.get(other.id)?.indefinite ?? 0) > 0)) return null
  } else if (
    /\b(?:an?|the)\s+["“]?$/.test(before) &&
    (index.usage.get(other.id)?.[/\bthe\s/.test(before.slice(-6)) ? 'definite' : 'indefinite'] ?? 0) === 0
  ) {
    return null
  }
  const usage = index.usage.get(other.id)
  const isBare = !/\b(?:an?|the)\s+["“]?$/i.test(before)
  // Without an article it must be stuff, a process or a plural.
  if (document.language === 'en' && isBare && numberOf(term, 'en') === 'singular' && (usage?.indefinite ?? 0) > 0)
    return null
  const placed = before === '' ? term.charAt(0).toUpperCase() + term.slice(1) : term
  const article = before.replace(
    /\b([Aa])n?(\s+["“]?)$/,
    (_, letter: string, blank: string) => `${letter}${startsWithVowel(term) ? 'n' : ''}${blank}`,
  )
  return article + placed + rest.replace(/^(["”]?)\s*\([^()]*\)/, '$1')
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

const COUNTED =
  /(?<![\p{L}\p{N}.,-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?=\s(?:percent|per cent|Prozent|%|\p{Ll}{3,})|%)(?![.,]\d)/gu

/** A sentence with its only number changed. */
export function changedNumber(
  sentence: EvidenceSentence,
  standing: number,
  rules: LanguageRules,
  { index, seed }: { index: MaterialIndex; seed: number },
): Candidate | null {
  if (standing < 0.8 || sentence.range.kind !== 'paragraph') return null
  const found = onlyNumber(sentence.text, rules)
  const [mention] = sentence.mentions
  // What the sentence counts must be told by itself: it begins with it, and goes on to list nothing.
  const opening = sentence.text.slice(0, (mention?.start ?? sentence.range.end) - sentence.range.start)
  if (!/^(?:An?\s|Eine?\s)?$/.test(opening) || sentence.text.includes(':')) return null
  if (!rules.mainVerb.test(sentence.text.split(',')[0] ?? '')) return null
  const concept = mention === undefined ? undefined : index.concepts.get(mention.conceptId)
  if (found === null || concept === undefined) return null
  const { document, range } = sentence
  const random = randomFor(seed, `number ${document.documentId} ${range.start}`)
  const isTrue = random() < 0.4
  const shown = isTrue ? found.text : otherNumber(found.text, rules, random)
  if (shown === null) return null
  const statement = sentence.text.slice(0, found.at) + shown + sentence.text.slice(found.at + found.text.length)
  return {
    quality: 0.3 + 0.35 * standing + 0.15 * concept.importance,
    draft: {
      type: 'true-false',
      stem: rules.wording.trueOrFalse(statement),
      options: [],
      left: [],
      right: [],
      answer: { isTrue },
      answerText: rules.wording.isTrue(isTrue),
      accepted: [],
      conceptId: concept.id,
      evidence: { documentId: document.documentId, start: range.start, end: range.end },
      bloom: 'remember',
      language: document.language,
      difficulty: 0.45 + 0.4 * concept.difficulty,
      pattern: isTrue ? 'true-number' : 'changed-number',
    },
  }
}

function onlyNumber(text: string, { numberWords, range }: LanguageRules): { text: string; at: number } | null {
  const words = new RegExp(String.raw`(?<![\p{L}-])(?:${numberWords.join('|')})(?=\s\p{L}{4,})(?![\p{L}-])`, 'gu')
  const found = [...text.matchAll(COUNTED), ...text.matchAll(words)]
  const [only] = found
  if (only === undefined || found.length > 1) return null
  const joined = new RegExp(String.raw`\s${range.source}\s$|^\s${range.source}\s`, 'u')
  if (joined.test(text.slice(0, only.index)) || joined.test(text.slice(only.index + only[0].length))) return null
  const digits = text.match(/\d+/g)?.length ?? 0
  if (digits > 0 && (!/\d/.test(only[0]) || digits > only[0].split(/[.,]/).length)) return null
  return { text: only[0], at: only.index }
}

const FACTORS = [0.5, 2, 3] as const

function otherNumber(shown: string, { numberWords }: LanguageRules, random: () => number): string | null {
  const word = numberWords.indexOf(shown)
  if (word >= 0) {
    const step = random() < 0.5 ? -1 : 1
    return numberWords[word + step] ?? numberWords[word - step] ?? null
  }
  const value = Number(shown.replaceAll(',', ''))
  const factor = FACTORS[Math.floor(random() * FACTORS.length)] ?? 2
  if (value === 0 || (value >= 1000 && value <= 2100 && !shown.includes(','))) return null
  const changed = value <= 4 && Number.isInteger(value) ? value + 1 + Math.floor(random() * 2) : value * factor
  const isShare = value <= 100 && changed > 100
  const final = isShare ? value / 2 : changed
  const rounded = Number.isInteger(value) ? Math.max(1, Math.round(final)) : Number(final.toPrecision(2))
  if (rounded === value) return null
  return shown.includes(',') ? rounded.toLocaleString('en-US') : String(rounded)
}
