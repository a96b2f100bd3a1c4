import type { NameSearch } from './name-run.ts'

const BEFORE_QUOTED = /["“„«] ?$/u
const AFTER_QUOTED = /^ ?[?!.,]? ?["”“»]/u
const LONGEST_TITLE = 9

/** Titles of works in quotation marks, all words but small function words with capitals: first word to the one behind the last. */
export function quotedTitles({ text, unit }: NameSearch): ReadonlyMap<number, number> {
  const titles = new Map<number, number>()
  const { words } = unit
  if (!/["“„«]/u.test(text.slice(unit.start, unit.end))) return titles
  for (let from = 0; from < words.length; from++) {
    const word = words[from]
    if (
      word === undefined ||
      !word.capital ||
      !BEFORE_QUOTED.test(text.slice(Math.max(unit.start, word.start - 2), word.start))
    ) {
      continue
    }
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_TITLE); to++) {
      const last = words[to - 1]
      if (last === undefined || (!last.capital && !last.stop && !last.number)) break
      if (to - 1 > from && /["“”„«»,;:()]/u.test(text.slice(words[to - 2]?.end ?? 0, last.start))) break
      if (!AFTER_QUOTED.test(text.slice(last.end, last.end + 4))) continue
      const content = words.slice(from, to).filter(({ capital }) => capital)
      if (to - from > 1 && last.capital && content.length > 1) titles.set(from, to)
      break
    }
  }
  return titles
}
