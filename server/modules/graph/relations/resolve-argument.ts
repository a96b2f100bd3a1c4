import { isOverGeneral } from './over-general.ts'
import type { EntityPlace, RelatableEntity } from './relation-input.ts'

/** A phrase that stands in a relation; offsets in the document's text. */
export interface Argument {
  readonly key: string
  readonly start: number
  readonly end: number
  /** The phrase as it is written. */
  readonly text: string
}

export interface ResolvedArgument {
  readonly entity: RelatableEntity
  /** Where the entity is named. */
  readonly start: number
  readonly end: number
  /** Words of the phrase that the entity leaves unsaid. */
  readonly dropped: number
}

export interface NamesInChunk {
  readonly entityOf: (nameKey: string) => RelatableEntity | undefined
  readonly places: readonly EntityPlace[]
}

/** Words that tie a complement to the head before it: "loss of water", "Verlust von Wasser", "Teil des Baumes". */
const LINK = / (?:of|von|vom|des|der) /iu
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.,+#]*/gu

/**
 * The entity that a phrase is about: the one that the whole phrase names, else the longest end of it that does ("strong covalent
 * bond" → "covalent bond"). A phrase with a complement ("loss of water") is about what its whole names only; of a phrase that
 * says what kind of thing something is, the head will do. Null where no entity, or none that says anything, is named.
 */
export function resolveArgument(argument: Argument, isKind: boolean, names: NamesInChunk): ResolvedArgument | null {
  const whole = wholeOf(argument, names)
  if (whole !== null) return telling(whole)
  const link = LINK.exec(argument.text)
  if (link === null) return telling(endOf(argument, names))
  const linkInKey = LINK.exec(argument.key)
  if (!isKind || linkInKey === null) return null
  const head: Argument = {
    key: argument.key.slice(0, linkInKey.index),
    start: argument.start,
    end: argument.start + link.index,
    text: argument.text.slice(0, link.index),
  }
  return telling(wholeOf(head, names) ?? endOf(head, names))
}

const telling = (resolved: ResolvedArgument | null): ResolvedArgument | null =>
  resolved === null || isOverGeneral(resolved.entity.key) ? null : resolved

function wholeOf({ key, start, end }: Argument, { entityOf, places }: NamesInChunk): ResolvedArgument | null {
  const place = places.find((each) => each.start === start && each.end === end)
  const entity = entityOf(key) ?? (place === undefined ? undefined : entityOf(place.key))
  return entity === undefined ? null : { entity, start, end, dropped: 0 }
}

function endOf(argument: Argument, { entityOf, places }: NamesInChunk): ResolvedArgument | null {
  const colon = argument.key.indexOf(':') + 1
  const stems = argument.key.slice(colon).split(' ')
  const starts = [...argument.text.matchAll(WORD)].map(({ index }) => argument.start + index)
  const isAligned = starts.length === stems.length
  for (let dropped = 1; dropped < Math.max(stems.length, starts.length); dropped++) {
    const start = starts[dropped] ?? argument.start
    const place = places.find((each) => each.end === argument.end && each.start === start)
    const key = `${argument.key.slice(0, colon)}${stems.slice(dropped).join(' ')}`
    const entity = (place === undefined ? undefined : entityOf(place.key)) ?? entityOf(key)
    if (entity !== undefined) return { entity, start: isAligned ? start : argument.start, end: argument.end, dropped }
  }
  return null
}
