import { isAkin } from '../writing/content-stems.ts'
import { cuesOf } from './cue-words.ts'
import type { DraftFacts, WordedText } from './draft-facts.ts'
import type { Rule } from './rule.ts'

const CHOICE = ['multiple-choice'] as const
/** A key is longest when it is so by a quarter and by as many characters as a short word has. */
const LONGEST_RATIO = 1.25
const LONGEST_MARGIN = 6
const SPREAD_RATIO = 2.5
const SPREAD_MARGIN = 20
const MOST_OPTION_WORDS = 40

/**
 * Flaws of options by which a question is answered without knowing, or not at all. After Haladyna, Downing & Rodriguez 2002 and
 * the rule-based checks of Moore et al. 2023 (arXiv:2307.08161).
 */
export const OPTION_RULES: readonly Rule[] = [
  { id: 'all-of-the-above', types: CHOICE, offends: anyOption('allOfTheAbove') },
  { id: 'none-of-the-above', types: CHOICE, offends: anyOption('noneOfTheAbove') },
  { id: 'k-type', types: CHOICE, offends: anyOption('combination') },
  {
    id: 'longest-option-correct',
    types: CHOICE,
    offends: ({ key, distractors }) => {
      const longest = Math.max(...distractors.map(({ text }) => text.length))
      return key.text.length >= longest * LONGEST_RATIO && key.text.length >= longest + LONGEST_MARGIN
    },
  },
  {
    id: 'option-length-spread',
    types: CHOICE,
    offends: ({ options }) => {
      const lengths = options.map(({ text }) => text.length)
      const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)]
      return longest > shortest * SPREAD_RATIO && longest > shortest + SPREAD_MARGIN
    },
  },
  {
    id: 'option-too-long',
    types: CHOICE,
    offends: ({ options }) => options.some(({ words }) => words.length > MOST_OPTION_WORDS),
  },
  {
    id: 'duplicate-options',
    types: ['multiple-choice', 'ordering'],
    offends: ({ options }) => new Set(options.map(signature)).size < options.length,
  },
  { id: 'overlapping-options', types: CHOICE, offends: hasOverlap },
  { id: 'option-form', types: CHOICE, offends: isOdd },
  { id: 'convergence', types: CHOICE, offends: converges },
  { id: 'clang', types: CHOICE, offends: clangs },
  // Who knows tests but not the subject rules out "always" and takes "usually".
  {
    id: 'absolute-terms',
    types: CHOICE,
    offends: ({ key, distractors, language }) => {
      const absolute = cuesOf(language)?.absolute
      return absolute !== undefined && !absolute.test(key.text) && distractors.some(({ text }) => absolute.test(text))
    },
  },
  {
    id: 'vague-terms',
    types: CHOICE,
    offends: ({ key, distractors, language }) => {
      const vague = cuesOf(language)?.vague
      return vague !== undefined && vague.test(key.text) && !distractors.every(({ text }) => vague.test(text))
    },
  },
]

function anyOption(cue: 'allOfTheAbove' | 'noneOfTheAbove' | 'combination'): Rule['offends'] {
  return ({ options, language }) => options.some(({ text }) => cuesOf(language)?.[cue].test(text.trim()) === true)
}

const signature = ({ stems, text }: WordedText): string =>
  stems.size === 0 ? text.trim().toLowerCase() : [...stems].toSorted().join(' ')

/** The key with more or fewer words, or ranges of numbers that share some: both are right, or neither can be ruled out. */
function hasOverlap({ key, distractors }: DraftFacts): boolean {
  const own = rangeOf(key.text)
  return distractors.some(({ stems, text }) => {
    const [smaller, larger] = stems.size < key.stems.size ? [stems, key.stems] : [key.stems, stems]
    if (smaller.size > 0 && smaller.size < larger.size && [...smaller].every((stem) => larger.has(stem))) return true
    const other = rangeOf(text)
    return own !== null && other !== null && own[0] <= other[1] && other[0] <= own[1]
  })
}

const RANGE = /^(\d+(?:\.\d+)?)\s*(?:-|–|to|bis)\s*(\d+(?:\.\d+)?)/u

function rangeOf(text: string): readonly [number, number] | null {
  const match = RANGE.exec(text)
  return match === null ? null : [Number(match[1]), Number(match[2])]
}

/** The right option alone looks different: capital, article, full stop, figures, code or an abbreviation. */
function isOdd({ key, distractors, language }: DraftFacts): boolean {
  const article = cuesOf(language)?.article
  const looks: ((text: string) => boolean)[] = [
    (text) => /^["“„(]*\p{Lu}/u.test(text),
    (text) => article?.test(text) === true,
    (text) => /[.!]$/u.test(text),
    (text) => /\d/u.test(text),
    (text) => /[`_<>{}()=]/u.test(text),
    (text) => /^\p{Lu}{2,}s?$/u.test(text),
  ]
  return looks.some((look) => {
    const own = look(key.text)
    return distractors.every(({ text }) => look(text) !== own)
  })
}

/** Number of its words that other options have too. */
const ties = (option: WordedText, others: readonly WordedText[]): number =>
  [...option.stems].filter((stem) => others.some(({ stems }) => stems.has(stem))).length

/** The key has a word in common with each of at least two other options, none of which is tied to the others so. */
function converges({ key, distractors }: DraftFacts): boolean {
  if (key.stems.size < 2) return false
  const own = ties(key, distractors)
  if (own < 2) return false
  return distractors.every((option) => ties(option, [key, ...distractors.filter((other) => other !== option)]) < own)
}

const SHORTEST_TELLING = 4

/** A word of the question sounds in the right option only. */
function clangs({ stem, key, distractors }: DraftFacts): boolean {
  return [...stem.stems].some(
    (word) =>
      word.length >= SHORTEST_TELLING && sounds(word, key) && !distractors.some((option) => sounds(word, option)),
  )
}

const sounds = (word: string, { stems }: WordedText): boolean =>
  [...stems].some((other) => other.length >= SHORTEST_TELLING && isAkin(word, other))
