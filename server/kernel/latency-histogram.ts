/** Each bucket is so much wider than the one before: a quantile is at most half of that off. */
const GROWTH = 1.12
const SMALLEST_MS = 0.01
/** Up to about twelve minutes; what takes longer counts as that. */
const BUCKETS = 160
const LOG_GROWTH = Math.log(GROWTH)

/** Durations in so little memory that thousands of them cost no more than one. */
export interface LatencyHistogram {
  readonly count: number
  add(milliseconds: number): void
  /** Takes up what another one holds. */
  merge(other: LatencyHistogram): void
  /** Milliseconds that the given share (0 to 1) did not exceed, within 6 %; null when nothing was added. */
  quantile(share: number): number | null
  readonly buckets: Uint32Array
}

const bucketOf = (milliseconds: number): number =>
  Math.min(BUCKETS - 1, Math.max(0, Math.floor(Math.log(milliseconds / SMALLEST_MS) / LOG_GROWTH)))

/** The middle of a bucket, by ratio. */
const middleOf = (bucket: number): number => SMALLEST_MS * GROWTH ** (bucket + 0.5)

export function createLatencyHistogram(): LatencyHistogram {
  const buckets = new Uint32Array(BUCKETS)
  let count = 0
  return {
    buckets,
    get count() {
      return count
    },
    add(milliseconds) {
      const bucket = bucketOf(milliseconds)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
      count += 1
    },
    merge(other) {
      for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
        buckets[bucket] = (buckets[bucket] ?? 0) + (other.buckets[bucket] ?? 0)
      }
      count += other.count
    },
    quantile(share) {
      if (count === 0) return null
      const wanted = Math.max(1, Math.ceil(share * count))
      let seen = 0
      const bucket = buckets.findIndex((inIt) => (seen += inIt) >= wanted)
      return middleOf(bucket)
    },
  }
}
