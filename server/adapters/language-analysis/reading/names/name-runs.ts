import type { Word } from '../../words.ts'
import { endOfNext } from './name-joins.ts'
import { withNumberBefore } from './name-numbers.ts'
import type { NameRun, NameSearch } from './name-run.ts'
import { withoutTitles } from './name-titles.ts'
import { quotedTitles } from './quoted-titles.ts'

const LONGEST_NAME = 12

/** The names of a unit, the longest that the words allow, without titles before them. */
export function nameRuns(search: NameSearch): NameRun[] {
  const runs: NameRun[] = []
  const { words } = search.unit
  const titles = quotedTitles(search)
  let from = 0
  while (from < words.length) {
    const word = words[from]
    const title = titles.get(from)
    if (title !== undefined) {
      runs.push({ from, to: title })
      from = title
      continue
    }
    if (word === undefined || !startsName(search, word, from)) {
      from++
      continue
    }
    let to = from + 1
    let end = endOfNext(search, from, to)
    while (end > to && end - from <= LONGEST_NAME && !titles.has(to)) {
      to = end
      end = endOfNext(search, from, to)
    }
    runs.push(...withoutTitles(search, { from, to }))
    from = to
  }
  return runs.filter((run) => isWorthNaming(search, run)).map((run) => withNumberBefore(search, run))
}

/** "The" with a capital inside of a sentence belongs to the name that it opens. */
function startsName({ isName, unit, language }: NameSearch, word: Word, at: number): boolean {
  if (isName(word, at)) return true
  const next = unit.words[at + 1]
  const article = language === 'en' && at > 0 && word.capital && /^(?:the|a)$/.test(word.norm)
  return article && next?.joined === true && next.capital && isName(next, at + 1)
}

const REFERENCE =
  /^(?:figure|fig|table|tab|chapter|section|sec|equation|eq|step|page|part|appendix|example|exercise|unit|lesson|module|volume|vol|no|listing|box|note)$/

/** Not a lone letter, not a number alone, and not "Figure 3". */
function isWorthNaming({ text, unit }: NameSearch, { from, to }: NameRun): boolean {
  const words = unit.words.slice(from, to)
  const [first, ...rest] = words
  if (first !== undefined && REFERENCE.test(first.norm) && rest.every(({ number }) => number)) return false
  const isInitials = words.length > 1 && words.every(({ start, end }) => end - start === 1)
  if (isInitials) return /^\p{Lu}\. ?\p{Lu}/u.test(text.slice(first?.start, words[1]?.end))
  return words.some(({ norm }) => norm.length > 1 && /\p{L}/u.test(norm) && !/^[ivx]{1,4}$/.test(norm))
}
