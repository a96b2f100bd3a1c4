import type { DocumentAnalysis } from '../../../ports/document-analyst.ts'
import type { ConceptPlaces } from '../../../ports/study-material.ts'

const NUMBERS_PER_OCCURRENCE = 6

/** Where a document has the phrases of the gazetteer. */
export function placesOfPhrases(
  { phrases }: Pick<DocumentAnalysis, 'phrases'>,
  indices: ReadonlyMap<string, number>,
  facts: Pick<ConceptPlaces, 'documentId' | 'versionHash'>,
): ConceptPlaces {
  const found = phrases.flatMap(({ key, occurrences }) => {
    const index = indices.get(key)
    return index === undefined ? [] : [{ occurrences, index }]
  })
  const count = found.reduce((sum, { occurrences }) => sum + occurrences.length / NUMBERS_PER_OCCURRENCE, 0)
  const places = new Int32Array(3 * count)
  let to = 0
  for (const { index, occurrences } of found) {
    for (let at = 0; at < occurrences.length; at += NUMBERS_PER_OCCURRENCE) {
      places.set([index, occurrences[at] ?? 0, occurrences[at + 1] ?? 0], to)
      to += 3
    }
  }
  return { ...facts, places }
}
