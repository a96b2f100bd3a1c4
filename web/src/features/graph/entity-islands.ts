import type { Island } from '../concepts/islands.ts'

/** A group of entities, and how strongly it is bound to other groups. */
export interface Group {
  readonly size: number
  /** By index of the other group. */
  readonly ties: ReadonlyMap<number, number>
}

/** In units of the space of one entity. */
const GAP = 1.6
const ROOM = 0.74
/** Width by height of the whole. */
const ASPECT = 1.2
const DIRECTIONS = 32
/** How much nearness to the middle counts beside nearness to what a group is bound to. */
const TO_MIDDLE = 0.35

/**
 * Puts groups beside each other without touching: the largest in the middle, each next one where it is near to those that it is
 * bound to. Groups come largest first.
 */
export function entityIslands(groups: readonly Group[]): readonly Island[] {
  const placed: Island[] = []
  for (const { size, ties } of groups) {
    const radius = Math.sqrt(size) * ROOM + 0.6
    placed.push(bestPlace(placed, radius, ties))
  }
  return placed
}

function bestPlace(placed: readonly Island[], radius: number, ties: ReadonlyMap<number, number>): Island {
  if (placed.length === 0) return { x: 0, y: 0, radius }
  const total = [...ties].reduce((sum, [other, weight]) => (other < placed.length ? sum + weight : sum), 0)
  const costOf = (x: number, y: number): number => {
    let cost = Math.hypot(x / ASPECT, y) * TO_MIDDLE
    for (const [other, weight] of ties) {
      const island = placed[other]
      if (island !== undefined) cost += (weight / total) * Math.hypot(x - island.x, y - island.y)
    }
    return cost
  }
  let best: Island | null = null
  let least = Infinity
  for (const island of placed) {
    // Touching one that stands already: whatever is not at the edge of any would be further away.
    const distance = island.radius + radius + GAP
    for (let step = 0; step < DIRECTIONS; step++) {
      const angle = (step / DIRECTIONS) * 2 * Math.PI
      const x = island.x + Math.cos(angle) * distance
      const y = island.y + Math.sin(angle) * distance
      const cost = costOf(x, y)
      if (cost >= least || !isFree(placed, { x, y, radius })) continue
      least = cost
      best = { x, y, radius }
    }
  }
  return best ?? { x: placed.reduce((most, one) => Math.max(most, one.x + one.radius), 0) + radius + GAP, y: 0, radius }
}

const isFree = (placed: readonly Island[], { x, y, radius }: Island): boolean =>
  placed.every((other) => Math.hypot(x - other.x, y - other.y) >= other.radius + radius + GAP * 0.99)
