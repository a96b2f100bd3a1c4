import type { Mention, StatedAlias } from '../../../ports/chunk-reader.ts'
import { acronymPairs } from '../acronyms.ts'
import { alsoCalled } from '../also-called.ts'
import { candidateRuns, type WordRun } from '../candidate-runs.ts'
import { germanNounTest } from '../german-nouns.ts'
import type { Unit } from '../words.ts'
import { mentionOfWords } from './mention-of-words.ts'
import type { TaggedChunk } from './tagged-chunk.ts'

type Span = Pick<WordRun, 'from' | 'to'>

/** Names that the chunk gives as names of one thing, with the mentions of type `term` that they need beside those given. */
export function statedAliases(
  { prose, language, units }: TaggedChunk,
  mentions: readonly Mention[],
): { readonly terms: readonly Mention[]; readonly aliases: readonly StatedAlias[] } {
  const known = new Map(mentions.map(({ start, end }, index) => [`${start}-${end}`, index]))
  const terms: Mention[] = []
  const aliases: StatedAlias[] = []
  const placeOf = (unit: Unit, { from, to }: Span): number | null => {
    const term = mentionOfWords(unit.words.slice(from, to), 'term', language)
    if (term === null) return null
    const place = `${term.start}-${term.end}`
    const index = known.get(place) ?? mentions.length + terms.length
    if (!known.has(place)) {
      known.set(place, index)
      terms.push(term)
    }
    return index
  }
  const isNoun = germanNounTest(units)
  for (const unit of units) {
    const add = (one: Span, other: Span, kind: StatedAlias['kind']): void => {
      const [first, second] = [placeOf(unit, one), placeOf(unit, other)]
      if (first === null || second === null) return
      aliases.push({ first, second, kind, start: unit.start, end: unit.end })
    }
    for (const { short, long } of acronymPairs(unit, prose)) add(long, short, 'acronym')
    const runs = candidateRuns(unit, language, isNoun)
    for (const [one, other] of alsoCalled(unit, { runs, text: prose, language })) add(one, other, 'alias')
  }
  return { terms, aliases }
}
