import type { PrerequisiteDocument, EvidenceRange } from './prerequisite-input.ts'
import type { ConceptStatistics } from './concept-statistics.ts'

const MOST_SENTENCES = 3

/** Finds the sentences that show "A needs B": those of A's home units that mention B, such that mention both first. */
export function createEvidenceFinder(
  documents: readonly PrerequisiteDocument[],
  { firstSentence, sentencesOf, unitOfSection }: ConceptStatistics,
  homes: readonly (readonly number[])[],
): (concept: number, prerequisite: number) => EvidenceRange[] {
  return (concept, prerequisite) => {
    const home = homes[concept] ?? []
    const own = new Set(sentencesOf[concept])
    const found: { range: EvidenceRange; both: boolean; place: number; number: number }[] = []
    let document = 0
    for (const number of sentencesOf[prerequisite] ?? []) {
      while (number >= (firstSentence[document + 1] ?? Infinity)) document += 1
      const source = documents[document]
      const sentence = source?.analysis.sentences[number - (firstSentence[document] ?? 0)]
      if (source === undefined || sentence === undefined) continue
      const place = home.indexOf(unitOfSection[document]?.[sentence.section] ?? -1)
      if (place < 0) continue
      const range = { documentId: source.documentId, start: sentence.start, end: sentence.end }
      found.push({ range, both: own.has(number), place, number })
    }
    return found
      .toSorted(
        (one, other) => Number(other.both) - Number(one.both) || one.place - other.place || one.number - other.number,
      )
      .slice(0, MOST_SENTENCES)
      .map(({ range }) => range)
  }
}
