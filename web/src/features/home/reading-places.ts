/** Where the reader was left, the last place first. */
export interface ReadingPlace {
  readonly documentId: string
  readonly title: string
  /** ISO 8601. */
  readonly at: string
}

const KEY = 'learnpath.reading'

const isPlace = (value: unknown): value is ReadingPlace =>
  typeof value === 'object' &&
  value !== null &&
  'documentId' in value &&
  typeof value.documentId === 'string' &&
  'title' in value &&
  typeof value.title === 'string' &&
  'at' in value &&
  typeof value.at === 'string'

/** What the reader has kept; nothing when it is not understood. */
export function readingPlaces(): ReadingPlace[] {
  let kept: unknown
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '[]')
  } catch {
    return []
  }
  return Array.isArray(kept) ? kept.filter(isPlace).toSorted((a, b) => (a.at < b.at ? 1 : -1)) : []
}
