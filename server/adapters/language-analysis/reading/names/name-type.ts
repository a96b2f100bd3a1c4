import type { Word } from '../../words.ts'
import { isCountry, isNation } from './countries.ts'
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
  /^(?:united (?:states(?: of america)?|kingdom|arab emirates)|new zealand|south africa|saudi arabia|sri lanka|costa rica|el salvador|north korea|south korea|vereinigte staaten(?: von amerika)?|new york(?: city)?|los angeles|san francisco|hong kong|u s(?: a)?|u k)$/

/** What kind of thing a name names, by its own words and those beside it; `name` when nothing tells. */
export function typeOfName(search: NameSearch, run: NameRun): NameType {
  const words = search.unit.words.slice(run.from, run.to)
  return (
    byWholeName(words) ??
    byHead(words) ??
    byPerson(search, run, words) ??
    byModel(search, words) ??
    byPlace(search, run, words) ??
    'name'
  )
}

function byWholeName(words: readonly Word[]): NameType | null {
  const whole = words.map(({ norm }) => bare(norm)).join(' ')
  const [only] = words
  if (STATES.test(whole)) return 'place'
  if (words.length !== 1 || only === undefined) return null
  if (isNation(bare(only.norm))) return 'name'
  return [bare(only.norm), only.norm.replace(/s$/, '')].some(isCountry) ? 'place' : null
}

const bare = (norm: string): string => norm.replace(/'s$/, '')

/** "University of Cambridge", "Siemens AG", "Lake Constance", "Battle of Hastings": the noun that the others tell more of. */
function byHead(words: readonly Word[]): NameType | null {
  const ofAt = words.findIndex(({ norm }, at) => at > 0 && /^(?:of|for|für|de)$/.test(norm))
  const last = bare(words.at(-1)?.norm ?? '')
  const first = bare(words[0]?.norm ?? '')
  const head = ofAt > 0 ? bare(words[ofAt - 1]?.norm ?? '') : last
  if (COMPANY_FORMS.has(last) && words.length > 1) return 'organization'
  if (EVENT_WORDS.has(head)) return 'name'
  if (
    ORGANIZATION_WORDS.has(head) ||
    (words.length > 1 && ofAt < 0 && /^(?:universität|hochschule|bundesamt|bundesministerium)$/.test(first))
  )
    return 'organization'
  if (words.length > 1 && (PLACE_WORDS.has(head) || (PLACE_WORDS_BEFORE.has(first) && words.length < 4))) return 'place'
  return null
}

const SUFFIX = /^(?:jr|sr|ii|iii|iv)$/

function byPerson({ unit, text }: NameSearch, { from, to }: NameRun, words: readonly Word[]): NameType | null {
  const [first, second] = words
  const [before, after] = [unit.words[from - 1], unit.words[to]]
  if (first === undefined || words.length > 5) return null
  if (GIVEN_NAMES.has(first.norm) && (words.length > 1 || !first.allCapitals)) return 'person'
  if (
    before !== undefined &&
    TITLES.has(before.norm) &&
    (before.capital || /^ ?\./.test(text.slice(before.end))) &&
    isClose(text, before, first)
  )
    return 'person'
  const hasInitial = words.some(({ start, end }) => end - start === 1 && text.charAt(end) === '.')
  if (
    words.length > 1 &&
    (hasInitial || SUFFIX.test(words.at(-1)?.norm ?? '')) &&
    words.some(({ norm }) => norm.length > 2)
  )
    return 'person'
  if (words.length < 3 && after !== undefined && SPEAKS_OF_PERSON.test(after.norm) && second?.number !== true)
    return 'person'
  return null
}

const isClose = (text: string, before: Word, first: Word): boolean =>
  /^ ?\.? ?$/.test(text.slice(before.end, first.start))

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
  return isIn && !words.some(({ allCapitals, number }) => allCapitals || number) ? 'place' : null
}
