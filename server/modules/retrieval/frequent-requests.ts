const MAX_KNOWN = 500

/** Counts requests, in memory only, to tell which are asked again and again. */
export interface FrequentRequests<Request> {
  count(key: string, request: Request): void
  /** The most frequent of those asked at least `least` times, most frequent first. */
  most(limit: number, least: number): readonly Request[]
  /** Halves all counts, so that what was asked often once does not stay for ever. */
  age(): void
}

export function createFrequentRequests<Request>(): FrequentRequests<Request> {
  const known = new Map<string, { readonly request: Request; readonly count: number }>()
  return {
    count(key, request) {
      const count = (known.get(key)?.count ?? 0) + 1
      // Taken out and put back: the first key is the one not asked for longest.
      known.delete(key)
      known.set(key, { request, count })
      const [oldest] = known.keys()
      if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest)
    },
    most(limit, least) {
      return [...known.values()]
        .filter(({ count }) => count >= least)
        .toSorted((one, other) => other.count - one.count)
        .slice(0, limit)
        .map(({ request }) => request)
    },
    age() {
      for (const [key, { request, count }] of known) {
        if (count < 2) known.delete(key)
        else known.set(key, { request, count: count / 2 })
      }
    },
  }
}
