import type { EntityType } from '@learnpath/contracts'
import type { ChunkReading } from '../../../ports/chunk-reader.ts'
import type { ModelReading } from '../model-reading.ts'

/** A place in a chunk that names something, whoever found it. Offsets into the chunk's text. */
export interface NamedPlace {
  readonly key: string
  readonly start: number
  readonly end: number
  /** What its finder takes it for; null where it is a concept and nothing more is known. */
  readonly type: EntityType | null
}

/** Places of concepts within one chunk, with offsets into its text. */
export interface ConceptPlace {
  readonly key: string
  readonly start: number
  readonly end: number
}

export interface ChunkFindings {
  readonly reading: Pick<ChunkReading, 'mentions'>
  readonly modelReading: ModelReading | null
  readonly concepts: readonly ConceptPlace[]
  readonly isConcept: (key: string) => boolean
}

/**
 * Every place of a chunk that names something, each once: where several found the same place, it has the concept's key and the type
 * that the reader, or else the model, gives. A term is a name only where a concept has its key.
 */
export function placesInChunk({ reading, modelReading, concepts, isConcept }: ChunkFindings): NamedPlace[] {
  const byRange = new Map<string, NamedPlace>()
  for (const { key, start, end } of concepts) byRange.set(rangeOf(start, end), { key, start, end, type: null })
  for (const { key, start, end, type } of reading.mentions) {
    if (type === 'term' && !isConcept(key)) continue
    addTo(byRange, { key, start, end, type: type === 'term' ? null : type })
  }
  for (const { key, start, end, type } of modelReading?.mentions ?? []) addTo(byRange, { key, start, end, type })
  return [...byRange.values()].toSorted((one, other) => one.start - other.start || other.end - one.end)
}

export const rangeOf = (start: number, end: number): string => `${start}-${end}`

function addTo(byRange: Map<string, NamedPlace>, place: NamedPlace): void {
  const range = rangeOf(place.start, place.end)
  const known = byRange.get(range)
  byRange.set(range, known === undefined ? place : { ...known, type: known.type ?? place.type })
}
