import type { Candidate } from './candidate.ts'
import type { Definition } from './find-definitions.ts'
import type { LanguageRules } from './language-rules.ts'
import type { EvidenceSentence, MaterialIndex } from './material-index.ts'
import { randomFor } from './seeded-random.ts'
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
  if (pattern.name === 'stands-for') return null
  const isTrue = randomFor(tools.seed, `truth ${concept.id}`)() < 0.5
  const term = isTrue ? keyOf(definition, tools.index) : falseTerm(definition, tools)
  if (term === null) return null
  const natural = standing > 0 && pattern.name !== 'entry' ? statementWith(definition, term, isTrue) : null
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

function falseTerm(definition: Definition, { siblings, index }: WritingTools): string | null {
  const [other] = siblings.termsFor(definition, keyOf(definition, index), 1)
  return other?.form ?? null
}

/** The sentence with another term in the place of its own; null when an article or an ending could be wrong then. */
function statementWith({ sentence, mention, concept }: Definition, term: string, isTrue: boolean): string | null {
  const { document, range, text } = sentence
  if (isTrue) return text
  const others = sentence.mentions.filter((one) => one.conceptId === concept.id)
  if (others.length > 1) return null
  let before = document.text.slice(range.start, mention.start)
  const after = document.text.slice(mention.end, range.end).replace(/^(["”]?)\s*\([^()]*\)/, '$1')
  if (document.language === 'de' && /(?<![\p{L}])(?:ein|eine|einem|einer|einen|der|die|das|dem|den)\s+$/iu.test(before))
    return null
  before = before.replace(
    /\b([Aa])n?(\s+["“]?)$/,
    (_, article: string, blank: string) => `${article}${startsWithVowel(term) ? 'n' : ''}${blank}`,
  )
  const placed = before === '' ? term.charAt(0).toUpperCase() + term.slice(1) : term
  return before + placed + after
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
  if (standing < 0.7 || sentence.range.kind !== 'paragraph') return null
  const found = onlyNumber(sentence.text, rules)
  const [mention] = sentence.mentions
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

function onlyNumber(text: string, { numberWords }: LanguageRules): { text: string; at: number } | null {
  const words = new RegExp(String.raw`(?<![\p{L}-])(?:${numberWords.join('|')})(?=\s\p{L}{4,})(?![\p{L}-])`, 'gu')
  const found = [...text.matchAll(COUNTED), ...text.matchAll(words)]
  const [only] = found
  const digits = text.match(/\d+/g)?.length ?? 0
  if (
    only === undefined ||
    found.length > 1 ||
    (digits > 0 && !/\d/.test(only[0])) ||
    digits > only[0].split(/[.,]/).length
  )
    return null
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
