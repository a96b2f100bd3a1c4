import type { NameRun, NameSearch } from './name-run.ts'

const NUMBERED =
  /^(?:division|corps|army|regiment|brigade|battalion|wing|squadron|infantry|fleet|congress|avenue|street|cavalry|air|force|amendment|olympics|olympic|games|arrondissement)$/
const ORDINAL =
  /^(?:\d{1,3}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\p{L}{4,8}teenth|[ivx]{1,5})$/u
const GAMES = /^(?:olympics|olympic|paralympics|games)$/

/** "65th Air Division", "2002 Winter Olympics". */
export function withNumberBefore({ text, unit }: NameSearch, run: NameRun): NameRun {
  const { words } = unit
  const [before, first] = [words[run.from - 1], words[run.from]]
  if (before === undefined || first === undefined || !first.joined || text.slice(before.end, first.start) !== ' ') {
    return run
  }
  const norms = words.slice(run.from, run.to).map(({ norm }) => norm)
  const counted =
    ORDINAL.test(before.norm) && (before.number || before.capital) && norms.some((norm) => NUMBERED.test(norm))
  const held = /^(?:19|20)\d\d$/.test(before.norm) && norms.some((norm) => GAMES.test(norm))
  return counted || held ? { from: run.from - 1, to: run.to } : run
}
