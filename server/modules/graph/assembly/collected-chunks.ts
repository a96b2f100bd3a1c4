import type { ChunkReading } from '../../../ports/chunk-reader.ts'
import { joinReadings } from '../extraction/join-readings.ts'
import type { ModelReading } from '../model-reading.ts'
import { unpackReading } from '../reading/packed-reading.ts'
import type { ConceptsToAssemble, DocumentToAssemble } from './assembly-input.ts'
import { placesInChunk, type ConceptPlace, type NamedPlace } from './places-in-chunk.ts'

const NUMBERS_PER_PLACE = 3
const ORDINAL_DIGITS = 8

/** A chunk with all that was found in it. `document` and `chunk` are places in the order of paths: no id decides on anything. */
export interface CollectedChunk {
  /** Sorts as the documents do. */
  readonly document: string
  /** Counted through the collection. */
  readonly chunk: number
  readonly start: number
  readonly text: string
  readonly reading: ChunkReading
  readonly modelReading: ModelReading | null
  readonly places: readonly NamedPlace[]
}

export const documentOrdinal = (index: number): string => String(index).padStart(ORDINAL_DIGITS, '0')

/** The chunks of all documents, unpacked one by one: a large collection is not held unpacked. @param documents sorted by path */
export function* collectChunks(
  documents: readonly DocumentToAssemble[],
  { gazetteer: { keys }, places: conceptPlaces }: ConceptsToAssemble,
): Generator<CollectedChunk, void, undefined> {
  const conceptKeys = new Set(keys)
  const isConcept = (key: string): boolean => conceptKeys.has(key)
  let chunk = 0
  for (const [index, { documentId, chunks }] of documents.entries()) {
    const sorted = sortedPlaces(conceptPlaces.get(documentId) ?? new Int32Array())
    for (const { start, text, readingJson, modelReadingsJson } of chunks) {
      const reading = unpackReading(readingJson)
      const modelReadings = modelReadingsJson.map((json) => JSON.parse(json) as ModelReading)
      const modelReading = modelReadings.length === 0 ? null : joinReadings(modelReadings)
      const concepts = conceptsWithin(sorted, { start, end: start + text.length, keys })
      const places = placesInChunk({ reading, modelReading, concepts, isConcept })
      yield { document: documentOrdinal(index), chunk, start, text, reading, modelReading, places }
      chunk += 1
    }
  }
}

/** By start. */
function sortedPlaces(places: Int32Array): Int32Array {
  const order = Uint32Array.from(
    { length: places.length / NUMBERS_PER_PLACE },
    (_, at) => at * NUMBERS_PER_PLACE,
  ).toSorted((one, other) => (places[one + 1] ?? 0) - (places[other + 1] ?? 0))
  const sorted = new Int32Array(places.length)
  for (const [to, from] of order.entries()) {
    sorted.set(places.subarray(from, from + NUMBERS_PER_PLACE), to * NUMBERS_PER_PLACE)
  }
  return sorted
}

function conceptsWithin(
  sorted: Int32Array,
  { start, end, keys }: { readonly start: number; readonly end: number; readonly keys: readonly string[] },
): ConceptPlace[] {
  const within: ConceptPlace[] = []
  for (let at = firstFrom(sorted, start); at < sorted.length; at += NUMBERS_PER_PLACE) {
    const [key = 0, placeStart = 0, placeEnd = 0] = sorted.subarray(at, at + NUMBERS_PER_PLACE)
    if (placeStart >= end) break
    if (placeEnd <= end) within.push({ key: keys[key] ?? '', start: placeStart - start, end: placeEnd - start })
  }
  return within
}

/** Index of the first place that starts at an offset or after it. */
function firstFrom(sorted: Int32Array, offset: number): number {
  let low = 0
  let high = sorted.length / NUMBERS_PER_PLACE
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle * NUMBERS_PER_PLACE + 1] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low * NUMBERS_PER_PLACE
}
