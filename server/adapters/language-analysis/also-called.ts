import type { WordRun } from './candidate-runs.ts'
import type { Unit } from './words.ts'

/** What stands between two names of one thing, and after the second. */
const BETWEEN: Readonly<Record<string, RegExp>> = {
  en: /^ \(or (?:the |an? )?[“‘"']?$|^ ?(?:,|\(| (?:is|are)(?= )) ?(?:which (?:is|are) )?also (?:commonly |sometimes |often |widely )?(?:called|known as|referred to as|termed|named) (?:the |an? )?["“‘']?$/i,
  de: /^ ?(?:,|\() ?(?:auch|oder auch) (?:als )?(?:der |die |das |ein |eine )?["„»«]?$/i,
  fr: /^ ?(?:,|\() ?(?:aussi|également) appelée?s? (?:le |la |les |un |une )?[«"“]? ?$/i,
  es: /^ ?(?:,|\() ?también (?:llamad[oa]s?|conocid[oa]s? como) (?:el |la |los |las )?[«"“]?$/i,
}
const BEHIND: Readonly<Record<string, RegExp>> = {
  en: /^["”’']?(?:[),.;:—]|$| (?:and|that|which|is|are)\b)/,
  de: /^["“»«]?(?:\)| (?:genannt|bezeichnet|bekannt)\b)/,
}
/** A unit without any of them needs no closer look. */
const SIGNS = /\b(?:also|auch|aussi|también)\b|\(or /i
const CLOSED = /^["”»]?(?:[),.;:]|$)/

/** Pairs of whole phrases of a unit that it gives as two names of one thing: "X, also called Y,". */
export function alsoCalled(
  unit: Unit,
  { runs, text, language }: { readonly runs: readonly WordRun[]; readonly text: string; readonly language: string },
): (readonly [WordRun, WordRun])[] {
  const between = BETWEEN[language]
  if (between === undefined || !SIGNS.test(text.slice(unit.start, unit.end))) return []
  const { words } = unit
  const whole = runs.filter((run) => run.whole)
  return whole.flatMap((second) => {
    const start = words[second.from]?.start ?? 0
    const end = words[second.to - 1]?.end ?? 0
    if (!(BEHIND[language] ?? CLOSED).test(text.slice(end, Math.min(unit.end, end + 20)))) return []
    const first = whole
      .filter((run) => run.to <= second.from && between.test(text.slice(words[run.to - 1]?.end ?? 0, start)))
      .toSorted((left, right) => right.to - left.to || left.from - right.from)[0]
    if (first === undefined || isKindOf(words, first, second)) return []
    return OR.test(text.slice(words[first.to - 1]?.end ?? 0, start)) && !mayBeNames(first, second)
      ? []
      : [[first, second] as const]
  })
}

const OR = /^ \(or /i

/** "basal ganglia (or basal nuclei)" are names of one thing; "column (or character)" more often are things to choose from. */
const mayBeNames = (...runs: readonly WordRun[]): boolean => runs.some(({ from, to }) => to - from > 1)

/** "These acids are also called fatty acids": not every acid is one. */
function isKindOf(words: Unit['words'], first: WordRun, second: WordRun): boolean {
  if (POINTING.test(words[first.from - 1]?.norm ?? '')) return true
  const [one, other] = [first, second].map(({ from, to }) =>
    words
      .slice(from, to)
      .map(({ norm }) => norm.slice(0, 4))
      .join(' '),
  )
  return one === undefined || other === undefined || one.endsWith(other) || other.endsWith(one)
}

const POINTING = /^(?:these|those|this|that|such|some|diese|dieser|dieses|solche|einige|ces|estos|estas)$/
