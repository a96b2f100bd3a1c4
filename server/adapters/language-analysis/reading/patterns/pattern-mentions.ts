import type { Mention } from '../../../../ports/chunk-reader.ts'
import { dates } from './dates.ts'
import { identifiers } from './identifiers.ts'
import type { PatternMatch } from './pattern-match.ts'
import { quantities } from './quantities.ts'
import { standards } from './standards.ts'

/** A chunk with a longer run of signs without a blank holds encoded data there; patterns do not look into it. */
const ENCODED = /[^\s]{400,}/gu

/**
 * Standards, identifiers, quantities and dates of a text in its order, none over another. Their keys begin with their type instead of a
 * language ("date:1963-03-13", "standard:iec 61131-3"), so that languages share them.
 */
export function patternMentions(text: string): Mention[] {
  const readable = text.replaceAll(ENCODED, (run) => ' '.repeat(run.length))
  const taken: PatternMatch[] = []
  const covered = new Uint8Array(text.length)
  for (const found of [standards, identifiers, quantities, dates].flatMap((find) => find(readable))) {
    if (covered.subarray(found.start, found.end).some((each) => each === 1)) continue
    covered.fill(1, found.start, found.end)
    taken.push(found)
  }
  return taken
    .toSorted((left, right) => left.start - right.start)
    .map(({ start, end, type, normal }) => ({ start, end, type, key: `${type}:${normal}` }))
}
