import { createAcyclicOrder } from './acyclic-order.ts'

export interface OrderNode {
  readonly id: string
  /** Where it stands when nothing else is known, e.g. its first mention: smaller is earlier. Equal ones stay in the order given. */
  readonly priority: number
}

/** `before` has to come before `after`. */
export interface OrderEdge {
  readonly before: string
  readonly after: string
  /** Higher is surer. */
  readonly weight: number
}

export interface PrerequisiteOrder<Edge extends OrderEdge> {
  /** Each node once: a linear extension of `kept`. */
  readonly order: readonly string[]
  /** The edges that hold, strongest first. */
  readonly kept: readonly Edge[]
  /** Edges that would have closed a cycle with stronger ones. */
  readonly dropped: readonly Edge[]
}

/**
 * An order in which everything comes after what it needs, and else as early as its priority says. Edges go in strongest first
 * (equal weights in the order given); one that would close a cycle is dropped. Then Kahn's algorithm always takes the node of
 * smallest priority among those whose needs are met. Same input, same output.
 * @param nodes ids are unique
 * @param edges those with an end that is not among the nodes are passed over
 */
export function orderByPrerequisites<Edge extends OrderEdge>(
  nodes: readonly OrderNode[],
  edges: readonly Edge[],
): PrerequisiteOrder<Edge> {
  const ranked = nodes.toSorted((one, other) => one.priority - other.priority)
  const rankOf = new Map(ranked.map(({ id }, rank) => [id, rank]))
  const acyclic = createAcyclicOrder(ranked.length)
  const kept: Edge[] = []
  const dropped: Edge[] = []
  const followers: number[][] = ranked.map(() => [])
  const waitsFor = new Int32Array(ranked.length)
  for (const edge of edges.toSorted((one, other) => other.weight - one.weight)) {
    const before = rankOf.get(edge.before)
    const after = rankOf.get(edge.after)
    if (before === undefined || after === undefined) continue
    if (!acyclic.insert(before, after)) {
      dropped.push(edge)
      continue
    }
    kept.push(edge)
    followers[before]?.push(after)
    waitsFor[after] = (waitsFor[after] ?? 0) + 1
  }
  const order = takeFreeOnes(followers, waitsFor).map((rank) => ranked[rank]?.id ?? '')
  return { order, kept, dropped }
}

/** Kahn's algorithm; the smallest number that waits for nothing more goes next. */
function takeFreeOnes(followers: readonly (readonly number[])[], waitsFor: Int32Array): number[] {
  const ready: number[] = []
  for (let rank = waitsFor.length - 1; rank >= 0; rank--) if (waitsFor[rank] === 0) ready.push(rank)
  const taken: number[] = []
  for (let rank = ready.pop(); rank !== undefined; rank = ready.pop()) {
    taken.push(rank)
    for (const follower of followers[rank] ?? []) {
      const left = (waitsFor[follower] ?? 0) - 1
      waitsFor[follower] = left
      if (left === 0) insertDescending(ready, follower)
    }
  }
  return taken
}

function insertDescending(ranks: number[], rank: number): void {
  let [low, high] = [0, ranks.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranks[middle] ?? 0) > rank) low = middle + 1
    else high = middle
  }
  ranks.splice(low, 0, rank)
}
