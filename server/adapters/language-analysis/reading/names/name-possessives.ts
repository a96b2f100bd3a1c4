import { isCountry } from './countries.ts'
import { gapBefore, type NameSearch } from './name-run.ts'
import { BEFORE_TITLES, EVENT_WORDS, ORGANIZATION_WORDS, PLACE_WORDS, TITLES } from './name-words.ts'

/** "People 's Republic": where a text has a blank before the sign, its s is a word. */
export function afterPossessive(search: NameSearch, from: number, to: number): number {
  const { words } = search.unit
  const [s, next] = [words[to], words[to + 1]]
  const apart = s?.norm === 's' && /^ ?['’]$/.test(gapBefore(search, to)) && next?.joined === true
  return apart && search.isName(next, to + 1) && keepsPossessive(search, from, to) ? to + 2 : to
}

const MOST_OWNED = 4

/** Of "Occam's Razor" and "People's Republic", not of "Turkey's Prime Minister". */
export function keepsPossessive(search: NameSearch, from: number, to: number): boolean {
  const owner = search.unit.words[to - 1]?.norm.replace(/'s$/, '') ?? ''
  if (to - from > 3 || isCountry(owner)) return false
  if (/^(?:people|women|men|children|king|queen|st)$/.test(owner)) return true
  const owned = ownedNames(search, to)
  const [first = ''] = owned
  const head = owned.at(-1) ?? ''
  if (TITLES.has(first) || BEFORE_TITLES.has(first)) return false
  return EVENT_WORDS.has(head) || PLACE_WORDS.has(head) || (ORGANIZATION_WORDS.has(head) && owned.length <= 2)
}

function ownedNames({ unit, isName }: NameSearch, to: number): string[] {
  const start = unit.words[to]?.norm === 's' ? to + 1 : to
  const words = unit.words.slice(start, start + MOST_OWNED)
  const end = words.findIndex((word, at) => (at > 0 && !word.joined) || !isName(word, start + at))
  return words.slice(0, end < 0 ? words.length : end).map(({ norm }) => norm)
}
