import type { Candidate } from './candidate.ts'
import type { LanguageRules } from './language-rules.ts'
import type { EvidenceSentence, MaterialIndex } from './material-index.ts'
import { randomFor } from '../../../kernel/seeded-random.ts'

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
  const isCount = value <= 4 && Number.isInteger(value)
  const rounded = isCount ? value + 1 + Math.floor(random() * 2) : scaled(value, factor)
  if (rounded === value) return null
  return shown.includes(',') ? rounded.toLocaleString('en-US') : String(rounded)
}

/** Shares stay below a hundred. */
function scaled(value: number, factor: number): number {
  const changed = value <= 100 && value * factor > 100 ? value / 2 : value * factor
  return Number.isInteger(value) ? Math.max(1, Math.round(changed)) : Number(changed.toPrecision(2))
}
