import { breathe } from '../../../kernel/breathe.ts'
import type { ConceptEntry, ConceptMap, PrerequisiteEdge, StudyDocument } from '../../../ports/study-material.ts'
import type { PlanPiece } from '../plan-state.ts'
import { groupBy } from '../../../kernel/group-by.ts'
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
  /** Prerequisites that tell something. */
  readonly prerequisites: readonly PrerequisiteEdge[]
  /** What a concept needs, the surest first. */
  readonly needs: ReadonlyMap<string, readonly PrerequisiteEdge[]>
  /** Topics that a concept is at home in: those that define or emphasise it first, then the best first. */
  readonly homes: ReadonlyMap<string, readonly number[]>
  /** Concepts that a topic defines or emphasises, and that are at home there before anywhere else; ordered by rank. */
  readonly taught: readonly (readonly string[])[]
  /** Whether a topic defines or emphasises a concept. */
  readonly introduces: (topic: number, conceptId: string) => boolean
}

/** About 30 minutes at 200 words a minute. */
const CHAPTER = { longest: 30_000, shortest: 6000 }
/** About 5 minutes. */
const TOPIC = { longest: 5000, shortest: 1000 }

/** @param documents in reading order */
export async function planMaterial(map: ConceptMap, documents: readonly StudyDocument[]): Promise<PlanMaterial> {
  const { topics, topicAt } = await cutDocuments(documents)
  const introduced = await introductions(map, documents, topicAt)
  const introduces = (topic: number, conceptId: string): boolean => introduced.get(conceptId)?.has(topic) ?? false
  const prerequisites = tellingEdges(map).toSorted((one, other) => other.score - one.score)
  const homes = new Map<string, number[]>()
  const taught: string[][] = topics.map(() => [])
  for (const concept of map.concepts) {
    const found = concept.home.flatMap(({ documentId, section }) => topicAt.get(documentId)?.[section] ?? [])
    const places = [...new Set(found)]
    const better = places.filter((topic) => introduces(topic, concept.id))
    homes.set(concept.id, [...new Set([...better, ...places])])
    const best = better[0]
    if (best !== undefined) taught[best]?.push(concept.id)
  }
  return {
    map,
    documents: new Map(documents.map((document) => [document.documentId, document])),
    topics,
    concepts: new Map(map.concepts.map((concept) => [concept.id, concept])),
    prerequisites,
    needs: groupBy(prerequisites, ({ conceptId }) => conceptId),
    homes,
    taught,
    introduces,
  }
}

/** Topics that define a concept or set it off from the text, by concept. */
async function introductions(
  map: ConceptMap,
  documents: readonly StudyDocument[],
  topicAt: ReadonlyMap<string, readonly number[]>,
): Promise<Map<string, Set<number>>> {
  const topics = new Map<string, Set<number>>()
  const add = (conceptId: string, topic: number | undefined): void => {
    if (topic === undefined) return
    const known = topics.get(conceptId)
    if (known === undefined) topics.set(conceptId, new Set([topic]))
    else known.add(topic)
  }
  const byId = new Map(documents.map((document) => [document.documentId, document]))
  for (const { documentId, mentions } of documents) {
    await breathe()
    for (const { conceptId, section, emphasis } of mentions) {
      if (emphasis !== 'none') add(conceptId, topicAt.get(documentId)?.[section])
    }
  }
  for (const { id, definition } of map.concepts) {
    if (definition === null) continue
    const sections = byId.get(definition.documentId)?.sections ?? []
    const at = sections.findIndex(({ start, end }) => definition.start >= start && definition.start < end)
    add(id, topicAt.get(definition.documentId)?.[at])
  }
  return topics
}

/** Topics of all documents, and the topic that each section begins in. */
async function cutDocuments(
  documents: readonly StudyDocument[],
): Promise<{ topics: Topic[]; topicAt: Map<string, number[]> }> {
  const topics: Topic[] = []
  const topicAt = new Map<string, number[]>()
  let chapter = 0
  for (const document of documents) {
    await breathe()
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

/** Concepts that so large a share of all others need are the subject itself: to name them as a prerequisite tells nothing. */
const NEEDED_EVERYWHERE = 0.02
const NEEDED_BY_MANY = 15

/** Without what everything in the collection needs, unless the user said so. */
function tellingEdges(map: ConceptMap): PrerequisiteEdge[] {
  const most = Math.max(NEEDED_BY_MANY, NEEDED_EVERYWHERE * map.concepts.length)
  const dependents = groupBy(map.prerequisites, ({ prerequisiteId }) => prerequisiteId)
  return map.prerequisites.filter(
    ({ prerequisiteId, origin }) => origin === 'pinned' || (dependents.get(prerequisiteId)?.length ?? 0) <= most,
  )
}
