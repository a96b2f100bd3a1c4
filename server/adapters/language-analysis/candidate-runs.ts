import { isWeakModifier } from './furniture-words.ts'
import type { Unit, Word } from './words.ts'

/** Words `from` (inclusive) to `to` (exclusive) of a unit. */
export interface WordRun {
  readonly from: number
  readonly to: number
  /** A phrase as it stands, not the end of a longer one. */
  readonly whole: boolean
}

const LONGEST_PHRASE = 4

/** Phrases of a unit that may name something: noun phrases and those in them. */
export function candidateRuns(unit: Unit, language: string, isNoun: (word: Word) => boolean): WordRun[] {
  if (language === 'en') return englishRuns(unit)
  if (language === 'de') return germanRuns(unit, isNoun)
  return generalRuns(unit, language)
}

/** A noun phrase, its ends, and the nouns and shorter phrases inside of it: "membrane" is named in "membrane potential", too. */
function phrasesOf(span: { from: number; to: number }, words: readonly Word[], rules: PhraseRules): WordRun[] {
  const { from, to } = span
  const runs: WordRun[] = []
  let start = from
  while (start < to - 1 && isWeak(words[start], rules.language)) start++
  const first = Math.max(start, to - LONGEST_PHRASE)
  for (let at = start; at < to; at++) {
    for (let end = Math.min(to, at + LONGEST_PHRASE); end > at; end--) {
      const last = words[end - 1]
      if (last === undefined || (end < to && !rules.isNoun(last))) continue
      runs.push({ from: at, to: end, whole: at === first && end === to })
    }
  }
  return runs
}

interface PhraseRules {
  readonly language: string
  readonly isNoun: (word: Word) => boolean
}

function isWeak(word: Word | undefined, language: string): boolean {
  return word !== undefined && isWeakModifier(word.modifierStem, language)
}

function englishRuns({ words }: Unit): WordRun[] {
  const runs: WordRun[] = []
  let from = 0
  while (from < words.length) {
    let to = from
    while (to < words.length && belongs(words, to, from)) to++
    let end = to
    while (end > from && !isEnglishNoun(words[end - 1])) end--
    if (end > from) runs.push(...phrasesOf({ from, to: end }, words, ENGLISH), ...withOf(words, from, end))
    from = Math.max(to, from + 1)
  }
  return runs
}

const isEnglishNoun = (word: Word | undefined): boolean => word?.tag === 'NOUN' || word?.tag === 'PROPN'

const ENGLISH: PhraseRules = { language: 'en', isNoun: isEnglishNoun }

function belongs(words: readonly Word[], at: number, from: number): boolean {
  const word = words[at]
  if (word === undefined || (word.stop && !word.allCapitals) || (at > from && !word.joined)) return false
  if (word.number) return at > from && isEnglishNoun(words[at - 1]) && /\p{L}/u.test(word.norm)
  if (isEnglishNoun(word) || word.tag === 'ADJ') return word.norm.length > 1 || at > from || word.capital
  return word.tag === 'VERB' && isParticiple(word, words[at - 1], words[at + 1])
}

/** "a signaling pathway", "saturated fat": before a noun, and not the verb of the clause. */
function isParticiple(word: Word, before: Word | undefined, next: Word | undefined): boolean {
  if (next?.joined !== true || !(isEnglishNoun(next) || next.tag === 'ADJ')) return false
  const tagBefore = before !== undefined && word.joined ? before.tag : ''
  if (word.norm.endsWith('ing')) return tagBefore === 'DET' || tagBefore === 'ADJ'
  return /(?:ed|en)$/.test(word.norm) && BEFORE_PARTICIPLES.has(tagBefore)
}

const BEFORE_PARTICIPLES = new Set(['', 'DET', 'ADJ', 'ADP', 'CCONJ'])

/** "law of thermodynamics": the noun before "of" belongs to it. */
function withOf(words: readonly Word[], from: number, end: number): WordRun[] {
  const of = words[from - 1]
  const head = words[from - 2]
  if (of?.norm !== 'of' || !of.joined || !words[from]?.joined || !isEnglishNoun(head) || end - from > 2) return []
  return [{ from: from - 2, to: end, whole: true }]
}

/** Capitalised words with the adjectives before them. */
function germanRuns({ words }: Unit, isNoun: (word: Word) => boolean): WordRun[] {
  const runs: WordRun[] = []
  let from = 0
  while (from < words.length) {
    let to = from
    while (to < words.length && isGermanNoun(words, to, isNoun) && (to === from || words[to]?.joined === true)) to++
    if (to === from) {
      from++
      continue
    }
    let start = from
    while (start > 0 && words[start]?.joined === true && isGermanAdjective(words[start - 1], words[start])) start--
    runs.push(...phrasesOf({ from: start, to }, words, { language: 'de', isNoun: ({ capital }) => capital }))
    from = to
  }
  return runs
}

function isGermanNoun(words: readonly Word[], at: number, isNoun: (word: Word) => boolean): boolean {
  const word = words[at]
  if (word === undefined || word.number || word.cut || word.norm.length < 2) return false
  if (word.allCapitals) return true
  return word.capital && !word.stop && isNoun(word)
}

function isGermanAdjective(word: Word | undefined, next: Word | undefined): boolean {
  if (word === undefined || word.stop || word.number || word.capital || next === undefined) return false
  return /.{3}e[nrsm]?$/.test(word.norm)
}

/** Prepositions that hold a term of several words together. */
const LINKS: Readonly<Record<string, ReadonlySet<string>>> = {
  fr: new Set(['de', 'des', 'du', 'd', 'à', 'en']),
  es: new Set(['de', 'del']),
  it: new Set(['di', 'del', 'della', 'dei', 'delle', 'dello']),
  pt: new Set(['de', 'do', 'da', 'dos', 'das']),
}
const LONGEST_GENERAL = 3

/** Runs of up to three words without function words inside or at the ends, or two around a linking preposition. */
function generalRuns({ words }: Unit, language: string): WordRun[] {
  const runs: WordRun[] = []
  for (let from = 0; from < words.length; from++) {
    if (!isContent(words[from])) continue
    const opens = !goesOn(words, from)
    for (let to = from + 1; to <= from + LONGEST_GENERAL; to++) {
      runs.push({ from, to, whole: opens && !goesOn(words, to) })
      if (!goesOn(words, to)) break
    }
    if (isLinked(words, from, language)) runs.push({ from, to: from + 3, whole: true })
  }
  return runs
}

const isContent = (word: Word | undefined): boolean =>
  word !== undefined && !word.stop && !word.number && word.norm.length > 2

/** Whether the word at `at` and the one before it belong together. */
const goesOn = (words: readonly Word[], at: number): boolean =>
  words[at]?.joined === true && isContent(words[at]) && isContent(words[at - 1])

function isLinked(words: readonly Word[], from: number, language: string): boolean {
  const [, link, second] = words.slice(from, from + 3)
  if (link?.joined !== true || second?.joined !== true || !isContent(second)) return false
  return LINKS[language]?.has(link.norm) === true
}
