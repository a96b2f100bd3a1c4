import type { ConceptGraph, ConceptNode } from '@learnpath/contracts'
import { collectInSlices } from '../../kernel/breathe.ts'
import type { CollectionView, ShownConcept } from './collection-view.ts'

interface GraphOptions {
  /** Of concepts that are not hidden. */
  readonly limit: number
  /** By document, in reading order. */
  readonly titles: ReadonlyMap<string, string>
}

/** Some milliseconds of work. */
const NODES_PER_SLICE = 500
const EDGES_PER_SLICE = 5000
/** Nobody sees more of a confidence, and the answer is half as long. */
const DIGITS = 1000

/** The most important concepts of a collection, all hidden ones, and the prerequisites between those that are shown. Made in slices. */
export async function conceptGraph(
  view: Pick<CollectionView, 'collection' | 'concepts' | 'map'>,
  { limit, titles }: GraphOptions,
): Promise<Omit<ConceptGraph, 'pendingDocuments'>> {
  const { concepts: entries, prerequisites } = view.map
  const shown = new Set(entries.slice(0, limit).map(({ id }) => id))
  const concepts = view.concepts.filter(({ id, hidden }) => hidden || shown.has(id))
  const places = new Map([...titles.keys()].map((documentId, place) => [documentId, place] as const))
  const indexes = new Map(concepts.flatMap(({ id, hidden }, index) => (hidden ? [] : [[id, index] as const])))
  return {
    collection: view.collection,
    nodes: await collectInSlices(nodesOf(concepts, places), NODES_PER_SLICE),
    edges: await collectInSlices(edgesBetween(prerequisites, indexes), EDGES_PER_SLICE),
    documents: [...titles].map(([id, title]) => ({ id, title })),
    total: entries.length,
  }
}

function* nodesOf(concepts: readonly ShownConcept[], places: ReadonlyMap<string, number>): Generator<ConceptNode> {
  for (const { assembled, id, name, aliases, rank, hidden, edited } of concepts) {
    const { importance, difficulty, mentions, definition, home } = assembled
    const defined = definition !== null
    const place = places.get(home[0]?.documentId ?? '') ?? null
    yield {
      id,
      name,
      aliases: [...aliases],
      rank,
      importance,
      difficulty,
      mentions,
      hidden,
      edited,
      defined,
      home: place,
    }
  }
}

function* edgesBetween(
  prerequisites: CollectionView['map']['prerequisites'],
  indexes: ReadonlyMap<string, number>,
): Generator<ConceptGraph['edges'][number]> {
  for (const { conceptId, prerequisiteId, confidence, origin } of prerequisites) {
    const [concept, prerequisite] = [indexes.get(conceptId), indexes.get(prerequisiteId)]
    if (concept === undefined || prerequisite === undefined) continue
    yield { concept, prerequisite, confidence: Math.round(confidence * DIGITS) / DIGITS, origin }
  }
}
