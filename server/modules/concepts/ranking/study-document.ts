import type { ConceptEntry, ConceptMention, StudyDocument } from '../../../ports/study-material.ts'
import type { AnalysedDocument, RankedConcept } from './ranked-concept.ts'

/** A ranked concept with the id that it is known by outside. */
export interface IdentifiedConcept extends RankedConcept {
  readonly id: string
}

export interface StudyDocumentFacts extends Omit<StudyDocument, 'language' | 'sections' | 'sentences' | 'mentions'> {}

const EMPHASIS = ['none', 'italic', 'bold', 'heading'] as const

/**
 * A document with the places of the concepts in it, in the order of the text. `conceptIdOfKey` gives the concept of each phrase key,
 * for the concepts that are shown. Where one mention lies within another, both are told: "plasma membrane" is a mention of "membrane".
 */
export function studyDocument(
  facts: StudyDocumentFacts,
  { analysis }: AnalysedDocument,
  conceptIdOfKey: ReadonlyMap<string, string>,
): StudyDocument {
  const mentions: ConceptMention[] = []
  for (const phrase of analysis.phrases) {
    const conceptId = conceptIdOfKey.get(phrase.key)
    if (conceptId === undefined) continue
    const { occurrences } = phrase
    for (let at = 0; at < occurrences.length; at += 6) {
      const sentence = occurrences[at + 2] ?? -1
      mentions.push({
        conceptId,
        start: occurrences[at] ?? 0,
        end: occurrences[at + 1] ?? 0,
        section: occurrences[at + 3] ?? 0,
        sentence: sentence < 0 ? null : sentence,
        emphasis: EMPHASIS[occurrences[at + 4] ?? 0] ?? 'none',
      })
    }
  }
  mentions.sort(
    (left, right) => left.start - right.start || right.end - left.end || (left.conceptId < right.conceptId ? -1 : 1),
  )
  return {
    ...facts,
    language: analysis.language,
    sections: analysis.sections,
    sentences: analysis.sentences,
    mentions,
  }
}

/** The concepts of each phrase key. */
export function conceptIdsByKey(
  concepts: readonly { readonly id: string; readonly keys: readonly string[] }[],
): Map<string, string> {
  return new Map(concepts.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const)))
}

/** A concept as other modules reckon with it; `rank` from 1. */
export function conceptEntry(
  concept: IdentifiedConcept,
  rank: number,
  analyses: ReadonlyMap<string, AnalysedDocument>,
): ConceptEntry {
  const { definition } = concept
  const sentence =
    definition === null ? undefined : analyses.get(definition.documentId)?.analysis.sentences[definition.sentence]
  return {
    id: concept.id,
    name: concept.name,
    aliases: concept.aliases,
    language: concept.language,
    rank,
    importance: concept.importance,
    difficulty: concept.difficulty,
    plural: concept.plural,
    kind: concept.kind,
    home: concept.home,
    definition:
      definition === null || sentence === undefined
        ? null
        : { documentId: definition.documentId, start: sentence.start, end: sentence.end },
    firstMention: concept.firstMention,
  }
}
