import type { Unit } from '../../words.ts'
import type { NameSearch } from './name-run.ts'

const BEFORE_QUOTED = /["“„«] ?$/u
const AFTER_QUOTED = /^ ?[?!.,]? ?["”“»]/u
const LONGEST_TITLE = 9

const INNER = /["“”„«»,;:()]/u

/** Titles of works in quotation marks, all words but small function words with capitals: first word to the one behind the last. */
export function quotedTitles({ text, unit, language }: NameSearch): ReadonlyMap<number, number> {
  const titles = new Map<number, number>()
  // German quotes ordinary nouns, which all have capitals.
  if (language === 'de' || !/["“„«]/u.test(text.slice(unit.start, unit.end))) return titles
  unit.words.forEach((word, from) => {
    const opens = BEFORE_QUOTED.test(text.slice(Math.max(unit.start, word.start - 2), word.start))
    const to = word.capital && opens ? endOfTitle(text, unit, from) : null
    if (to !== null) titles.set(from, to)
  })
  return titles
}

function endOfTitle(text: string, { words }: Unit, from: number): number | null {
  let capitals = 0
  for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_TITLE); to++) {
    const last = words[to - 1]
    if (last === undefined || (!last.capital && !last.stop && !last.number)) return null
    if (to - 1 > from && INNER.test(text.slice(words[to - 2]?.end ?? 0, last.start))) return null
    if (last.capital) capitals += 1
    if (AFTER_QUOTED.test(text.slice(last.end, last.end + 4))) return last.capital && capitals > 1 ? to : null
  }
  return null
}
