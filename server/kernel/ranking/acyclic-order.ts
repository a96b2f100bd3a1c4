/** A growing set of "one before the other" that never has a cycle. Things are numbered from 0. */
export interface AcyclicOrder {
  /** Takes the pair in, unless it would close a cycle. @returns whether it is in */
  insert(before: number, after: number): boolean
}

/**
 * An order of `count` things, at first that of their numbers, kept up to date with each pair by moving only what lies between the
 * two: Pearce and Kelly, "A dynamic topological sort algorithm for directed acyclic graphs", JEA 2006. Pairs that agree with the
 * order so far cost nothing, so number the things in the order that is most likely right.
 */
export function createAcyclicOrder(count: number): AcyclicOrder {
  const place = Int32Array.from({ length: count }, (_, thing) => thing)
  const followers: number[][] = Array.from({ length: count }, () => [])
  const leaders: number[][] = Array.from({ length: count }, () => [])
  const placeOf = (thing: number): number => place[thing] ?? 0

  /** All that `start` reaches within the places up to (or from) `limit`; null when it reaches `forbidden`. */
  const reached = (start: number, next: readonly number[][], within: (thing: number) => boolean, forbidden: number) => {
    const seen = new Set([start])
    const open = [start]
    for (let thing = open.pop(); thing !== undefined; thing = open.pop()) {
      for (const neighbour of next[thing] ?? []) {
        if (neighbour === forbidden) return null
        if (seen.has(neighbour) || !within(neighbour)) continue
        seen.add(neighbour)
        open.push(neighbour)
      }
    }
    return [...seen].toSorted((one, other) => placeOf(one) - placeOf(other))
  }

  /** Puts `after` and all behind it that lies too early behind `before` and all that it waits for. @returns false for a cycle */
  const makeRoom = (before: number, after: number): boolean => {
    const [from, to] = [placeOf(after), placeOf(before)]
    const later = reached(after, followers, (thing) => placeOf(thing) < to, before)
    if (later === null) return false
    const earlier = reached(before, leaders, (thing) => placeOf(thing) > from, after) ?? []
    const moved = [...earlier, ...later]
    const free = moved.map(placeOf).toSorted((one, other) => one - other)
    for (const [at, thing] of moved.entries()) place[thing] = free[at] ?? 0
    return true
  }

  return {
    insert(before, after) {
      if (before === after) return false
      if (placeOf(before) > placeOf(after) && !makeRoom(before, after)) return false
      followers[before]?.push(after)
      leaders[after]?.push(before)
      return true
    },
  }
}
