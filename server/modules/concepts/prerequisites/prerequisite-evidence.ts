import { firstNotBelow } from '../../../kernel/first-not-below.ts'
import type { ConceptStatistics } from './concept-statistics.ts'
import type { EvidenceRange, PrerequisiteDocument } from './prerequisite-input.ts'

const MOST_SENTENCES = 3

/** Finds the sentences that show "A needs B": those of A's home units that mention B, such that mention both first. */
export function createEvidenceFinder(
  documents: readonly PrerequisiteDocument[],
  { units, sentenceRanges, firstSentence, sentencesOf }: ConceptStatistics,
  homes: readonly (readonly number[])[],
): (concept: number, prerequisite: number) => EvidenceRange[] {
  return (concept, prerequisite) => {
    const own = sentencesOf[concept] ?? []
    const its = sentencesOf[prerequisite] ?? []
    const found = (homes[concept] ?? []).flatMap((unit) => {
      const { from, to } = sentenceRanges[unit] ?? { from: 0, to: 0 }
      const document = units[unit]?.document ?? 0
      return its.slice(firstNotBelow(its, from), firstNotBelow(its, to)).map((number) => ({ document, number }))
    })
    const hasBoth = ({ number }: { number: number }): boolean => own[firstNotBelow(own, number)] === number
    return [...found.filter(hasBoth), ...found.filter((one) => !hasBoth(one))]
      .slice(0, MOST_SENTENCES)
      .flatMap(({ document, number }) => {
        const source = documents[document]
        const sentence = source?.analysis.sentences[number - (firstSentence[document] ?? 0)]
        return source === undefined || sentence === undefined
          ? []
          : [{ documentId: source.documentId, start: sentence.start, end: sentence.end }]
      })
  }
}
