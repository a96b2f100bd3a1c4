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

/** The most important concepts of a collection, all hidden ones, and the prerequisites between those that are shown. Made in slices. */
export async function conceptGraph(
  view: Pick<CollectionView, 'collection' | 'concepts' | 'map'>,
  { limit, titles }: GraphOptions,
): Promise<Omit<ConceptGraph, 'pendingDocuments'>> {
  const { concepts: entries, prerequisites } = view.map
  const shown = new Set(entries.slice(0, limit).map(({ id }) => id))
  const places = new Map([...titles.keys()].map((documentId, place) => [documentId, place] as const))
  return {
    collection: view.collection,
    nodes: await collectInSlices(
      nodesOf(
        view.concepts.filter(({ id, hidden }) => hidden || shown.has(id)),
        places,
      ),
      NODES_PER_SLICE,
    ),
    edges: await collectInSlices(edgesBetween(prerequisites, shown), EDGES_PER_SLICE),
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
  shown: ReadonlySet<string>,
): Generator<ConceptGraph['edges'][number]> {
  for (const { conceptId, prerequisiteId, confidence, origin } of prerequisites) {
    if (shown.has(conceptId) && shown.has(prerequisiteId)) yield { conceptId, prerequisiteId, confidence, origin }
  }
}
