/** Where a candidate is. */
export interface Candidate {
  /** Number of its segment in the search. */
  readonly segment: number
  readonly row: number
  readonly estimate: number
}

/** Candidates of which most are never looked at, so that each is made when it is asked for. */
export interface SortedCandidates {
  readonly length: number
  /** @param rank from 0 to below `length`. */
  at(rank: number): Candidate
}

/** Places that fit behind 32 bits of an estimate in one exact number. */
const PLACES = 2 ** 21
export const MOST_CANDIDATES = PLACES / 2

/** The rows with the best estimates: takes twice as many as it keeps before it sorts the worse half out. */
export class Candidates {
  readonly #limit: number
  readonly #estimates: Float32Array
  readonly #segments: Uint32Array
  readonly #rows: Uint32Array
  #count = 0
  /** An estimate must exceed this. */
  threshold = -Infinity

  constructor(limit: number) {
    this.#limit = limit
    this.#estimates = new Float32Array(limit * 2)
    this.#segments = new Uint32Array(limit * 2)
    this.#rows = new Uint32Array(limit * 2)
  }

  /** @param pairs of row (u32) and estimate (f32), as the kernel writes them. */
  addAll(segment: number, pairs: DataView): void {
    for (let at = 0; at < pairs.byteLength; at += 8) {
      const estimate = pairs.getFloat32(at + 4, true)
      if (estimate <= this.threshold) continue
      this.#estimates[this.#count] = estimate
      this.#segments[this.#count] = segment
      this.#rows[this.#count] = pairs.getUint32(at, true)
      this.#count += 1
      if (this.#count === this.#estimates.length) this.#prune()
    }
  }

  /** The best `most` first; equal ones in the order in which they came. Void once others are added. */
  sorted(most = this.#limit): SortedCandidates {
    const count = this.#count
    // One number each, so that they sort without a function: bits of the estimate, in its order, before the place.
    const bits = new Int32Array(this.#estimates.buffer, 0, count)
    const keys = new Float64Array(count)
    for (let place = 0; place < count; place++) {
      const one = bits[place] ?? 0
      keys[place] = (one >= 0 ? -one : one & 0x7fffffff) * PLACES + place
    }
    keys.sort()
    return {
      length: Math.min(count, most, this.#limit),
      at: (rank) => {
        const place = (((keys[rank] ?? 0) % PLACES) + PLACES) % PLACES
        const [segment = 0, row = 0] = [this.#segments[place], this.#rows[place]]
        return { segment, row, estimate: this.#estimates[place] ?? 0 }
      },
    }
  }

  /** From now on an estimate must exceed `threshold`; what does not is dropped. */
  raise(threshold: number): void {
    if (threshold <= this.threshold) return
    this.threshold = threshold
    let kept = 0
    for (let at = 0; at < this.#count; at++) if ((this.#estimates[at] ?? 0) > threshold) this.#copy(at, kept++)
    this.#count = kept
  }

  #copy(from: number, to: number): void {
    this.#estimates[to] = this.#estimates[from] ?? 0
    this.#segments[to] = this.#segments[from] ?? 0
    this.#rows[to] = this.#rows[from] ?? 0
  }

  /** Keeps the best `limit`, in their order; of equal ones the first. */
  #prune(): void {
    const sorted = this.#estimates.toSorted()
    const worst = sorted[this.#count - this.#limit] ?? 0
    let better = 0
    for (const estimate of this.#estimates) if (estimate > worst) better += 1
    let equal = this.#limit - better
    let kept = 0
    for (let at = 0; at < this.#count; at++) {
      const estimate = this.#estimates[at] ?? 0
      if (estimate < worst) continue
      if (estimate === worst && equal-- <= 0) continue
      this.#copy(at, kept++)
    }
    this.#count = kept
    this.threshold = worst
  }
}
