import { isCountry, isNation } from './countries.ts'
import type { NameRun, NameSearch } from './name-run.ts'
import { BEFORE_TITLES, EVENT_WORDS, ORGANIZATION_WORDS, PLACE_WORDS, TITLES } from './name-words.ts'

const FIRMS_OF_GENERAL = /^(?:electric|mills|dynamics|atomics|motors|foods)$/

/** Names without honorifics before them: "President Lincoln" → "Lincoln", "U.S. President George Bush" → "U.S." and "George Bush". */
export function withoutTitles(search: NameSearch, run: NameRun): NameRun[] {
  const { words } = search.unit
  const last = words[run.to - 1]?.norm ?? ''
  if ([ORGANIZATION_WORDS, PLACE_WORDS, EVENT_WORDS].some((heads) => heads.has(last))) return [run]
  if (FIRMS_OF_GENERAL.test(last)) return [run]
  const titles = titlesIn(search, run)
  if (titles === null) return [run]
  const before = { from: run.from, to: titles.from }
  const after = { from: behindLink(search, titles.to), to: run.to }
  const parts = [before, after].filter(({ from, to }) => to > from)
  const owner = words[titles.from - 1]?.norm
  const isOneName =
    owner !== undefined && owner.length > 1 && titles.from > run.from && !isNation(owner) && !isCountry(owner)
  return isOneName && after.from === titles.to ? [run] : parts
}

/** The first titles of a name that follow each other: "Prime Minister". */
function titlesIn({ unit }: NameSearch, { from, to }: NameRun): NameRun | null {
  const norms = unit.words.slice(from, to).map(({ norm }) => norm)
  const isTitle = (at: number): boolean => {
    const norm = norms[at] ?? ''
    return TITLES.has(norm) || (BEFORE_TITLES.has(norm) && at + 1 < norms.length && isTitle(at + 1))
  }
  const first = norms.findIndex((_, at) => isTitle(at))
  if (first < 0) return null
  let end = first
  while (end < norms.length && isTitle(end)) end++
  return { from: from + first, to: from + end }
}

/** "Minister of the Interior": what comes behind "of the". */
function behindLink({ unit }: NameSearch, at: number): number {
  if (!/^(?:of|for)$/.test(unit.words[at]?.norm ?? '')) return at
  return unit.words[at + 1]?.norm === 'the' ? at + 2 : at + 1
}
