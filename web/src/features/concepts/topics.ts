import type { NetEdge } from './concept-net.ts'

/** What topics are found in: any things, and what binds them to each other. */
export interface TopicNet {
  readonly concepts: readonly { readonly hidden: boolean }[]
  readonly edges: readonly Pick<NetEdge, 'concept' | 'prerequisite' | 'confidence'>[]
}

/** Concepts that need each other more than they need others. */
export interface Topic {
  /** Indexes of its concepts, the most important first. */
  readonly concepts: readonly number[]
  /** Those that belong to no other. */
  readonly isRest: boolean
}

interface WeightedGraph {
  /** By vertex: weight to each neighbour. */
  readonly links: readonly ReadonlyMap<number, number>[]
  /** By vertex: twice the weight within it, when it stands for several. */
  readonly loops: readonly number[]
}

/** Passes over all vertices; it settles after a few. */
const MOST_PASSES = 12
const MOST_LEVELS = 6
/** Fewer are no topic. */
const LEAST_CONCEPTS = 4
const LEAST_GAIN = 1e-9

/**
 * Topics of a net, largest first, those of no topic last: communities by the Louvain method over the prerequisites, which need no number of topics to be
 * named before. Same net, same topics.
 */
export function topicsOf(net: TopicNet): readonly Topic[] {
  let graph = graphOf(net)
  let membership = graph.links.map((_, vertex) => vertex)
  for (let level = 0; level < MOST_LEVELS; level++) {
    const community = settle(graph)
    const names = renumber(community)
    membership = membership.map((vertex) => names[vertex] ?? 0)
    const count = Math.max(-1, ...names) + 1
    if (count === graph.links.length) break
    graph = joined(graph, names, count)
  }
  const members = new Map<number, number[]>()
  for (const [index, topic] of membership.entries()) {
    if (net.concepts[index]?.hidden === true) continue
    members.set(topic, [...(members.get(topic) ?? []), index])
  }
  const all = [...members.values()].toSorted(
    (one, other) => other.length - one.length || (one[0] ?? 0) - (other[0] ?? 0),
  )
  const rest = all.filter(({ length }) => length < LEAST_CONCEPTS).flat()
  const topics = all.filter(({ length }) => length >= LEAST_CONCEPTS).map((concepts) => ({ concepts, isRest: false }))
  return rest.length === 0
    ? topics
    : [...topics, { concepts: rest.toSorted((one, other) => one - other), isRest: true }]
}

function graphOf({ concepts, edges }: TopicNet): WeightedGraph {
  const links = concepts.map(() => new Map<number, number>())
  for (const { concept, prerequisite, confidence } of edges) {
    links[concept]?.set(prerequisite, confidence)
    links[prerequisite]?.set(concept, confidence)
  }
  return { links, loops: concepts.map(() => 0) }
}

/** Moves each vertex to the community of its neighbours that gains most, until none moves. */
function settle({ links, loops }: WeightedGraph): number[] {
  const degrees = links.map((near, vertex) => sum(near.values()) + (loops[vertex] ?? 0))
  const total = sum(degrees)
  const community = links.map((_, vertex) => vertex)
  const weights = [...degrees]
  const moveOne = (near: ReadonlyMap<number, number>, vertex: number): boolean => {
    const own = community[vertex] ?? vertex
    const degree = degrees[vertex] ?? 0
    weights[own] = (weights[own] ?? 0) - degree
    const toward = new Map<number, number>([[own, 0]])
    for (const [other, weight] of near) {
      const there = community[other] ?? other
      toward.set(there, (toward.get(there) ?? 0) + weight)
    }
    const gainOf = (there: number): number => (toward.get(there) ?? 0) - (degree * (weights[there] ?? 0)) / total
    let best = own
    for (const there of toward.keys()) if (gainOf(there) > gainOf(best) + LEAST_GAIN) best = there
    community[vertex] = best
    weights[best] = (weights[best] ?? 0) + degree
    return best !== own
  }
  for (let pass = 0; pass < MOST_PASSES && total > 0; pass++) {
    let moved = false
    for (const [vertex, near] of links.entries()) moved = moveOne(near, vertex) || moved
    if (!moved) break
  }
  return community
}

/** Names from 0 on without gaps, in the order in which they are met. */
function renumber(community: readonly number[]): number[] {
  const names = new Map<number, number>()
  return community.map((old) => {
    const name = names.get(old) ?? names.size
    names.set(old, name)
    return name
  })
}

/** One vertex for each community. */
function joined({ links, loops }: WeightedGraph, names: readonly number[], count: number): WeightedGraph {
  const between = Array.from({ length: count }, () => new Map<number, number>())
  const within = Array.from({ length: count }, () => 0)
  for (const [vertex, near] of links.entries()) {
    const here = names[vertex] ?? 0
    within[here] = (within[here] ?? 0) + (loops[vertex] ?? 0)
    for (const [other, weight] of near) {
      const there = names[other] ?? 0
      if (there === here) within[here] = (within[here] ?? 0) + weight
      else between[here]?.set(there, (between[here].get(there) ?? 0) + weight)
    }
  }
  return { links: between, loops: within }
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
