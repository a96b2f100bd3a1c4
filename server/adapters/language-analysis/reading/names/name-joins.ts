import type { Word } from '../../words.ts'
import { afterLink } from './name-links.ts'
import { afterPossessive, keepsPossessive } from './name-possessives.ts'
import { gapBefore, type NameSearch } from './name-run.ts'
import { COMPANY_FORMS, DAYS_AND_MONTHS, GIVEN_NAMES, ORGANIZATION_WORDS } from './name-words.ts'

const BLANK = /^[ \u00a0\u2009\u202f]{1,3}$/u
const HYPHEN = /^[-\u2010\u2011–+]$/
const AFTER_INITIAL = /^ ?\.[ \u00a0]?$/
const AMPERSAND = /^ & ?$|^&$/
const NICKNAME = /^ ["“”„'‘]{1,2} ?$/u
const NICKNAME_END = /^ ?["“”'’]{1,2} $/u
const ABBREVIATED =
  /^(?:mr|mrs|ms|dr|prof|st|mt|ft|jr|sr|gen|col|capt|lt|sgt|rev|gov|sen|rep|inc|co|corp|ltd|no|vs|d|hon)$/

/** A place between two words of a unit where a name that began at `from` may go on: `to` is the first word that is not in it yet. */
interface Place {
  readonly search: NameSearch
  readonly from: number
  readonly to: number
  readonly last: Word
  readonly next: Word
  readonly gap: string
  readonly named: boolean
}

/** What may stand between two parts of a name, and where the name ends after that; the first that matches decides. */
const JOINS: readonly (readonly [RegExp, (place: Place) => number])[] = [
  [BLANK, afterBlank],
  [HYPHEN, ({ named, last, next, to }) => (named || isModelNumber(last, next) ? to + 1 : to)],
  [AFTER_INITIAL, afterPoint],
  [AMPERSAND, ({ search, from, to, named }) => (named && areOneFirm(search, from, to) ? to + 1 : to)],
  [NICKNAME, ({ search, to }) => afterNickname(search, to)],
  [/^/, ({ search, from, to }) => afterPossessive(search, from, to)],
]

/** Where the name from `from` goes on to with its next part, or `to` when it does not. */
export function endOfNext(search: NameSearch, from: number, to: number): number {
  const { words } = search.unit
  const [last, next] = [words[to - 1], words[to]]
  if (last === undefined || next === undefined) return to
  const gap = gapBefore(search, to)
  const place: Place = { search, from, to, last, next, gap, named: search.isName(next, to) }
  return JOINS.find(([between]) => between.test(gap))?.[1](place) ?? to
}

/** "S7-1200", "Boeing 747-400" */
const isModelNumber = (last: Word, next: Word): boolean =>
  next.number && (!last.number || (/^\d{1,3}$/.test(last.norm) && /^\d{2,4}$/.test(next.norm)))

function afterBlank({ search, from, to, last, next, named }: Place): number {
  if (last.norm.endsWith("'s")) return named && keepsPossessive(search, from, to) ? to + 1 : to
  if (named || isNumberOfName(search, last, next)) return to + 1
  return afterLink(search, from, to)
}

/** "George W. Bush", "St. Louis", "U.S." */
function afterPoint({ search: { text }, to, last, next, gap, named }: Place): number {
  const isInitial = last.end - last.start === 1 && /\p{Lu}/u.test(text.charAt(last.start))
  const isAbbreviated = ABBREVIATED.test(last.norm)
  if (gap === ' . ' && !isAbbreviated && !isInitial) return to
  if (!isAbbreviated && !isInitial) return to
  const isNextInitial = next.capital && next.end - next.start === 1
  return (next.capital && named) || (isInitial && isNextInitial) ? to + 1 : to
}

/** "World War II", "Boeing 747", "Phase 1"; not "Paris 1992" and "May 5". */
function isNumberOfName({ text }: NameSearch, last: Word, next: Word): boolean {
  if (!next.joined || last.number || !next.number || DAYS_AND_MONTHS.has(last.norm)) return false
  const surface = text.slice(next.start, next.end)
  if (/^[IVX]{1,5}$/.test(surface)) return surface !== 'I'
  if (/^\d{2}ers$/.test(surface)) return true
  return (
    /^\d{1,4}$/.test(surface) &&
    !/^(?:1[5-9]|20)\d\d$/.test(surface) &&
    !/^ ?[%°$€]|^ (?:\p{Ll}{2,}s)(?!\p{L})/u.test(text.slice(next.end, next.end + 14))
  )
}

/** "Johnson & Johnson", not "Karl Langdon & Harvey Deegan". */
function areOneFirm({ unit, isName }: NameSearch, from: number, to: number): boolean {
  const { words } = unit
  const [last, next, after] = words.slice(to - 1, to + 2)
  const goesOn =
    after?.joined === true &&
    isName(after, to + 1) &&
    !COMPANY_FORMS.has(after.norm) &&
    !ORGANIZATION_WORDS.has(after.norm)
  if (to - from > 1 && goesOn) return false
  return to - from === 1 && !goesOn ? !GIVEN_NAMES.has(last?.norm ?? '') && !GIVEN_NAMES.has(next?.norm ?? '') : !goesOn
}

/** 'Wilfried "Willi" Schneider' */
function afterNickname(search: NameSearch, to: number): number {
  const { isName, unit } = search
  for (let at = to + 1; at <= to + 2; at++) {
    const [nick, next] = [unit.words[at - 1], unit.words[at]]
    if (nick === undefined || next === undefined || !isName(nick, at - 1)) return to
    if (NICKNAME_END.test(gapBefore(search, at))) return isName(next, at) ? at + 1 : to
  }
  return to
}
