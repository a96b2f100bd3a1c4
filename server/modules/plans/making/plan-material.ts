import type { ConceptEntry, ConceptMap, PrerequisiteEdge, StudyDocument } from '../../../ports/study-material.ts'
import type { PlanPiece } from '../plan-state.ts'
import { groupBy } from './group-by.ts'
import { piecesOf } from './pieces.ts'
import { charactersOf, topicsOf } from './topics.ts'

/** A few minutes of reading under one heading: what is chosen for a plan or left out of it. */
export interface Topic {
  readonly index: number
  readonly documentId: string
  /** Number of its chapter: a document, or a part of a long one. */
  readonly chapter: number
  readonly pieces: readonly PlanPiece[]
  readonly characters: number
}

/** Documents cut into chapters and topics, in reading order, with what is taught where. */
export interface PlanMaterial {
  readonly map: ConceptMap
  readonly documents: ReadonlyMap<string, StudyDocument>
  readonly topics: readonly Topic[]
  readonly concepts: ReadonlyMap<string, ConceptEntry>
  /** What a concept needs, the surest first. */
  readonly needs: ReadonlyMap<string, readonly PrerequisiteEdge[]>
  /** Topics that a concept is at home in, the best first. */
  readonly homes: ReadonlyMap<string, readonly number[]>
  /** Concepts at home in a topic; ordered by rank. */
  readonly taught: readonly (readonly string[])[]
}

/** About 30 minutes at 200 words a minute. */
const CHAPTER = { longest: 30_000, shortest: 6000 }
/** About 8 minutes. */
const TOPIC = { longest: 8000, shortest: 1500 }

/** @param documents in reading order */
export function planMaterial(map: ConceptMap, documents: readonly StudyDocument[]): PlanMaterial {
  const { topics, topicAt } = cutDocuments(documents)
  const homes = new Map<string, number[]>()
  const taught: string[][] = topics.map(() => [])
  for (const concept of map.concepts) {
    const found = concept.home.flatMap(({ documentId, section }) => topicAt.get(documentId)?.[section] ?? [])
    const places = [...new Set(found)]
    homes.set(concept.id, places)
    const best = places[0]
    if (best !== undefined) taught[best]?.push(concept.id)
  }
  return {
    map,
    documents: new Map(documents.map((document) => [document.documentId, document])),
    topics,
    concepts: new Map(map.concepts.map((concept) => [concept.id, concept])),
    needs: needsOf(map),
    homes,
    taught,
  }
}

/** Topics of all documents, and the topic that each section begins in. */
function cutDocuments(documents: readonly StudyDocument[]): { topics: Topic[]; topicAt: Map<string, number[]> } {
  const topics: Topic[] = []
  const topicAt = new Map<string, number[]>()
  let chapter = 0
  for (const document of documents) {
    const sections: number[] = []
    topicAt.set(document.documentId, sections)
    for (const pieces of topicsOf(document, piecesOf(document), CHAPTER)) {
      for (const part of topicsOf(document, pieces, TOPIC)) {
        const index = topics.length
        const { documentId } = document
        topics.push({ index, documentId, chapter, pieces: part, characters: charactersOf(part) })
        for (const { section } of part) sections[section] ??= index
      }
      chapter += 1
    }
  }
  return { topics, topicAt }
}

function needsOf(map: ConceptMap): Map<string, PrerequisiteEdge[]> {
  const strongest = map.prerequisites.toSorted((one, other) => other.score - one.score)
  return groupBy(strongest, ({ conceptId }) => conceptId)
}
