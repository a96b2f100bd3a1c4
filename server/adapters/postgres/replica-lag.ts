/** Positions of the primary that a replica has not reached are kept up to so many; while it is away for longer, later ones are left out. */
const MOST_POSITIONS = 1000
/** Shortest time between two positions that are kept; the first one that a replica lacks is kept at once. */
const APART_MS = 100

interface Passed {
  readonly at: number
  readonly atMs: number
}

/**
 * How much older what a replica shows is than what the primary has. Measured by one clock, and by when the primary was seen at what the replica
 * lacks: it says 0 for a replica that has all although nothing is written, and goes on counting while the replica is away, cut off from the primary
 * or no replica of it any more.
 */
export class ReplicaLag {
  #waiting: Passed[] = []
  #last: Passed | null = null

  /** The primary's log was that far. */
  primaryAt(at: number, nowMs: number): void {
    if (this.#last !== null && at <= this.#last.at) return
    if (this.#waiting.length > 0 && this.#last !== null && nowMs - this.#last.atMs < APART_MS) return
    if (this.#waiting.length >= MOST_POSITIONS) return
    this.#last = { at, atMs: nowMs }
    this.#waiting.push(this.#last)
  }

  /** The replica has replayed that far. */
  replicaAt(at: number): void {
    const lacking = this.#waiting.findIndex((passed) => passed.at > at)
    this.#waiting = lacking === -1 ? [] : this.#waiting.slice(lacking)
  }

  seconds(nowMs: number): number {
    const [oldest] = this.#waiting
    return oldest === undefined ? 0 : (nowMs - oldest.atMs) / 1000
  }
}
