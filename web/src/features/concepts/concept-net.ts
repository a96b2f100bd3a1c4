import type { ConceptGraph, ConceptMastery, ConceptNode } from '@learnpath/contracts'

/** A concept as the map and the list show it. */
export interface NetConcept extends ConceptNode {
  /** Null: no question about it was answered yet. */
  readonly mastery: ConceptMastery | null
}

export interface NetEdge {
  /** Index of the concept. */
  readonly concept: number
  /** Index of what to know before. */
  readonly prerequisite: number
  readonly confidence: number
  readonly pinned: boolean
}

/** The concepts of a collection with what is needed for what, to walk in both directions. */
export interface ConceptNet {
  readonly concepts: readonly NetConcept[]
  readonly edges: readonly NetEdge[]
  /** By index of a concept: edges to what it needs, surest first. */
  readonly needs: readonly (readonly NetEdge[])[]
  /** By index of a concept: edges to what needs it, most important first. */
  readonly neededBy: readonly (readonly NetEdge[])[]
  readonly documents: ConceptGraph['documents']
  indexOf(conceptId: string): number | undefined
}

/** Joins the server's graph with what is known of the person. */
export function conceptNet(graph: ConceptGraph, masteries: readonly ConceptMastery[]): ConceptNet {
  const masteryOf = new Map(masteries.map((mastery) => [mastery.conceptId, mastery]))
  const concepts = graph.nodes.map((node) => ({ ...node, mastery: masteryOf.get(node.id) ?? null }))
  const indexes = new Map(concepts.map(({ id }, index) => [id, index]))
  const edges = graph.edges.map(({ origin, ...edge }) => ({ ...edge, pinned: origin === 'pinned' }))
  const needs: NetEdge[][] = concepts.map(() => [])
  const neededBy: NetEdge[][] = concepts.map(() => [])
  for (const edge of edges) {
    needs[edge.concept]?.push(edge)
    neededBy[edge.prerequisite]?.push(edge)
  }
  for (const list of needs) list.sort((one, other) => other.confidence - one.confidence)
  // The most important concept has the least index.
  for (const list of neededBy) list.sort((one, other) => one.concept - other.concept)
  return {
    concepts,
    edges,
    needs,
    neededBy,
    documents: graph.documents,
    indexOf: (conceptId) => indexes.get(conceptId),
  }
}
