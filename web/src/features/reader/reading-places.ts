/** Where someone was in a document. */
export interface ReadingPlace {
  readonly documentId: string
  readonly title: string
  /** Offset in the document's text. */
  readonly start: number
  /** When, as ISO 8601. */
  readonly at: string
}

const KEY = 'learnpath.reading'
const MOST_PLACES = 20

/** The documents read last, newest first, in this browser. */
export function readingPlaces(): ReadingPlace[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isPlace) : []
  } catch {
    // Something else was written there; it is as good as nothing.
    return []
  }
}

export const readingPlaceIn = (documentId: string): ReadingPlace | null =>
  readingPlaces().find((place) => place.documentId === documentId) ?? null

export function keepReadingPlace(place: Omit<ReadingPlace, 'at'>): void {
  const others = readingPlaces().filter(({ documentId }) => documentId !== place.documentId)
  const all = [{ ...place, at: new Date().toISOString() }, ...others].slice(0, MOST_PLACES)
  localStorage.setItem(KEY, JSON.stringify(all))
}

/** Forgets a document that is gone. */
export function forgetReadingPlace(documentId: string): void {
  localStorage.setItem(KEY, JSON.stringify(readingPlaces().filter((place) => place.documentId !== documentId)))
}

function isPlace(value: unknown): value is ReadingPlace {
  const { documentId, title, start, at } = (value ?? {}) as Partial<Record<keyof ReadingPlace, unknown>>
  return [documentId, title, at].every((text) => typeof text === 'string') && typeof start === 'number'
}
