import { isCommonEnglish } from '../../english-tagger.ts'
import type { Word } from '../../words.ts'
import { isGermanPlace, isNation } from './countries.ts'
import { isGermanInstitution } from './name-links.ts'
import type { NameRun, NameSearch, NameType } from './name-run.ts'
import {
  COMPANY_FORMS,
  EVENT_WORDS,
  GIVEN_NAMES,
  ORGANIZATION_WORDS,
  PLACE_ENDINGS,
  PLACE_WORDS,
  PLACE_WORDS_BEFORE,
  PRODUCT_WORDS,
  TITLES,
} from './name-words.ts'

const SPEAKS_OF_PERSON = /^(?:born|said|says|wrote|died|told|asked|married|sagte|schrieb|starb|geboren|erklärte)$/
const BEFORE_PLACE = /^(?:in|near|nach|aus)$/
const STATES =
  /^(?:soviet union|united (?:states(?: of america)?|kingdom|arab emirates)|new zealand|south africa|saudi arabia|sri lanka|costa rica|el salvador|north korea|south korea|vereinigte staaten(?: von amerika)?|new york(?: city)?|los angeles|san francisco|hong kong|u s(?: a)?|u k)$/

/** What kind of thing a name names, by its own words and those beside it; `name` when nothing tells. */
export function typeOfName(search: NameSearch, run: NameRun): NameType {
  const words = search.unit.words.slice(run.from, run.to)
  return (
    byWholeName(words) ??
    byHead(words) ??
    byAmpersand(search, words) ??
    byPerson(search, run, words) ??
    byModel(search, words) ??
    byPlace(search, run, words) ??
    byUnknownWords(search, run, words) ??
    'name'
  )
}

function byWholeName(words: readonly Word[]): NameType | null {
  const whole = words.map(({ norm }) => bare(norm)).join(' ')
  const [only] = words
  if (STATES.test(whole)) return 'place'
  if (words.length > 1) return words.every(({ norm }) => isGermanPlace(norm)) ? 'place' : null
  if (only === undefined) return null
  if (isNation(bare(only.norm))) return 'name'
  return [bare(only.norm), only.norm.replace(/s$/, '')].some(isGermanPlace) ? 'place' : null
}

const bare = (norm: string): string => norm.replace(/'s$/, '')

/** "University of Cambridge", "Siemens AG", "Lake Constance", "Battle of Hastings": the noun that the others tell more of. */
function byHead(words: readonly Word[]): NameType | null {
  const norms = words.map(({ norm }) => bare(norm))
  const ofAt = norms.findIndex((norm, at) => at > 0 && /^(?:of|for|für|de)$/.test(norm))
  const last = norms.findLast((norm) => !ROMAN.test(norm)) ?? ''
  const head = ofAt > 0 ? (norms[ofAt - 1] ?? '') : last
  if (COMPANY_FORMS.has(last) && words.length > 1) return 'organization'
  if (EVENT_WORDS.has(head)) return 'name'
  if (ORGANIZATION_WORDS.has(head) || isGermanInstitution(head)) return 'organization'
  return words.length > 1 ? byFirst(norms[0] ?? '', head, words.length) : null
}

/** "Johnson & Johnson", "AT&T" */
function byAmpersand({ text }: NameSearch, words: readonly Word[]): NameType | null {
  const [first, last] = [words[0], words.at(-1)]
  return first !== undefined && last !== undefined && text.slice(first.start, last.end).includes('&')
    ? 'organization'
    : null
}

const ROMAN = /^[ivx]{1,4}$/

const GERMAN_FIRST = /^(?:schloss|burg|flughafen|bahnhof|insel|landkreis|kreis|bezirk)$/

/** "Universität Heidelberg", "Lake Constance", "Baker Street" */
function byFirst(first: string, head: string, count: number): NameType | null {
  if (/^(?:universität|hochschule|ministerium)$/.test(first)) return 'organization'
  return PLACE_WORDS.has(head) || GERMAN_FIRST.test(first) || (PLACE_WORDS_BEFORE.has(first) && count < 4)
    ? 'place'
    : null
}

const SUFFIX = /^(?:jr|sr|ii|iii|iv)$/
const LONGEST_PERSON = 5

function byPerson(search: NameSearch, run: NameRun, words: readonly Word[]): NameType | null {
  const [first] = words
  if (first === undefined || words.length > LONGEST_PERSON) return null
  const isGiven = GIVEN_NAMES.has(first.norm) && !isNation(first.norm) && (words.length > 1 || !first.allCapitals)
  return isGiven || hasTitle(search, run) || hasInitials(search.text, words) || isSpokenOf(search, run)
    ? 'person'
    : null
}

function hasTitle({ unit, text }: NameSearch, { from }: NameRun): boolean {
  const [before, first] = [unit.words[from - 1], unit.words[from]]
  if (before === undefined || first === undefined || !TITLES.has(before.norm)) return false
  const gap = text.slice(before.end, first.start)
  return /^ ?\.? ?$/.test(gap) && (before.capital || gap.includes('.'))
}

/** "George W. Bush", "J. Smith", "Henry VIII"; not "U.S. Army". */
function hasInitials(text: string, words: readonly Word[]): boolean {
  const last = words.at(-1)
  if (last === undefined || words.length < 2) return false
  const initials = words.filter(({ start, end }) => end - start === 1 && /^\p{Lu}\./u.test(text.slice(start, end + 1)))
  const isCountryFirst = /^U\. ?[SK]\./.test(text.slice(words[0]?.start ?? 0, last.end))
  return !isCountryFirst && (initials.length > 0 || SUFFIX.test(last.norm)) && words.some(({ norm }) => norm.length > 3)
}

function isSpokenOf({ unit }: NameSearch, { from, to }: NameRun): boolean {
  const after = unit.words[to]
  return (
    to - from < 3 && after !== undefined && SPEAKS_OF_PERSON.test(after.norm) && unit.words[to - 1]?.number !== true
  )
}

/** "Boeing 747", "SIMATIC S7-1200", "Windows 11" */
function byModel({ text }: NameSearch, words: readonly Word[]): NameType | null {
  const [first, ...rest] = words
  if (first === undefined || rest.length === 0) return null
  const surfaces = words.map(({ start, end }) => text.slice(start, end))
  const hasModel = surfaces.some(
    (surface, at) => (at > 0 && /^\d{1,4}$/.test(surface)) || /^(?=.*\d)\p{Lu}[\p{Lu}\d]{1,7}$/u.test(surface),
  )
  return hasModel || PRODUCT_WORDS.has(words.at(-1)?.norm ?? '') ? 'product' : null
}

function byPlace({ unit, text }: NameSearch, { from }: NameRun, words: readonly Word[]): NameType | null {
  const before = unit.words[from - 1]
  const [first] = words
  if (first === undefined || words.length > 3) return null
  const isIn = before !== undefined && BEFORE_PLACE.test(before.norm) && text.slice(before.end, first.start) === ' '
  if (words.length === 1 && PLACE_ENDINGS.test(first.norm)) return isIn ? 'place' : null
  const isMixed = /\p{Ll}\p{Lu}/u.test(text.slice(first.start, words.at(-1)?.end))
  return isIn && !isMixed && !words.some(({ allCapitals, number }) => allCapitals || number) ? 'place' : null
}

/** Two or three words that no dictionary has and no article before: mostly a person. */
function byUnknownWords(
  { unit, language, text }: NameSearch,
  { from }: NameRun,
  words: readonly Word[],
): NameType | null {
  if (language !== 'en' || words.length < 2 || words.length > 3) return null
  const before = unit.words[from - 1]
  if (before !== undefined && /^(?:the|a|an|at|in)$/.test(before.norm)) return null
  const isPlain = words.every(({ start, end }) => /^\p{Lu}\p{Ll}+(?:['’]\p{Lu}\p{Ll}+)?$/u.test(text.slice(start, end)))
  const [first] = words
  const last = words.at(-1)
  const isUnknown = [first, last].every(
    (word) => word !== undefined && !isCommonEnglish(word.norm) && !isNation(word.norm) && !isGermanPlace(word.norm),
  )
  return isPlain && isUnknown ? 'person' : null
}
