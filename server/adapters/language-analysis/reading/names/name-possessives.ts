import { isCountry } from './countries.ts'
import type { NameSearch } from './name-run.ts'
import { gapBefore } from './name-run.ts'
import { BEFORE_TITLES, EVENT_WORDS, ORGANIZATION_WORDS, PLACE_WORDS, TITLES } from './name-words.ts'

/** "People 's Republic": where a text has a blank before the sign, its s is a word. */
export function afterPossessive(search: NameSearch, from: number, to: number): number {
  const { words } = search.unit
  const [s, next] = [words[to], words[to + 1]]
  const apart = s?.norm === 's' && /^ ?['’]$/.test(gapBefore(search, to)) && next?.joined === true
  return apart && search.isName(next, to + 1) && keepsPossessive(search, from, to) ? to + 2 : to
}

/** Of "Occam's Razor" and "People's Republic", not of "Turkey's Prime Minister". */
export function keepsPossessive({ unit, isName }: NameSearch, from: number, to: number): boolean {
  const { words } = unit
  const owner = words[to - 1]
  if (owner === undefined || to - from > 3 || isCountry(owner.norm)) return false
  if (/^(?:people|women|men|children|king|queen|st)$/.test(owner.norm)) return true
  const rest: string[] = []
  for (let at = to; at < Math.min(words.length, to + 4); at++) {
    const word = words[at]
    if (word === undefined || (at > to + 1 && !word.joined)) break
    if (word.norm === 's' && at === to) continue
    if (!isName(word, at)) break
    rest.push(word.norm)
  }
  const head = rest.at(-1) ?? ''
  if (TITLES.has(rest[0] ?? '') || BEFORE_TITLES.has(rest[0] ?? '')) return false
  return EVENT_WORDS.has(head) || PLACE_WORDS.has(head) || (ORGANIZATION_WORDS.has(head) && rest.length <= 2)
}
