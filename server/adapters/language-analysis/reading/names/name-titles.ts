import { isCountry, isNation } from './countries.ts'
import type { NameRun, NameSearch } from './name-run.ts'
import { BEFORE_TITLES, EVENT_WORDS, ORGANIZATION_WORDS, PLACE_WORDS, TITLES } from './name-words.ts'

/** Names without honorifics before them: "President Lincoln" → "Lincoln", "U.S. President George Bush" → "U.S." and "George Bush". */
export function withoutTitles({ unit, text }: NameSearch, { from, to }: NameRun): NameRun[] {
  const { words } = unit
  const last = words[to - 1]?.norm ?? ''
  if (ORGANIZATION_WORDS.has(last) || PLACE_WORDS.has(last) || EVENT_WORDS.has(last)) return [{ from, to }]
  const isTitle = (at: number): boolean => {
    const norm = words[at]?.norm ?? ''
    return TITLES.has(norm) || (BEFORE_TITLES.has(norm) && at + 1 < to && isTitle(at + 1))
  }
  let at = from
  while (at < to && !isTitle(at)) at++
  if (at === to) return [{ from, to }]
  let after = at
  while (after < to && isTitle(after)) after++
  if (after === to && at === from) return []
  // "Speaker of the House"
  if (/^(?:of|for)$/.test(words[after]?.norm ?? '')) {
    const start = words[after + 1]?.norm === 'the' ? after + 2 : after + 1
    return [...(at > from ? [{ from, to: at }] : []), ...(start < to ? [{ from: start, to }] : [])]
  }
  const isOneName = at > from && !isNation(words[at - 1]?.norm ?? '') && !isCountry(words[at - 1]?.norm ?? '')
  if (isOneName || text.slice(words[at]?.start ?? 0, words[to - 1]?.end ?? 0).includes(' and ')) return [{ from, to }]
  return [...(at > from ? [{ from, to: at }] : []), ...(after < to ? [{ from: after, to }] : [])]
}
