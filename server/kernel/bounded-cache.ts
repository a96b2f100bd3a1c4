/** Keeps the values used last, up to a total weight. */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined
  /** `weight` in the unit of `maxWeight`; a value heavier than that is not kept. */
  set(key: string, value: Value, weight: number): void
  delete(key: string): void
  clear(): void
}

export function createBoundedCache<Value>(maxWeight: number): BoundedCache<Value> {
  // A Map iterates in order of insertion, so taking an entry out and putting it back makes it the newest.
  const entries = new Map<string, { readonly value: Value; readonly weight: number }>()
  let total = 0

  function remove(key: string): void {
    total -= entries.get(key)?.weight ?? 0
    entries.delete(key)
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, weight) {
      remove(key)
      if (weight > maxWeight) return
      entries.set(key, { value, weight })
      total += weight
      for (const oldest of entries.keys()) {
        if (total <= maxWeight) break
        remove(oldest)
      }
    },
    delete: remove,
    clear() {
      entries.clear()
      total = 0
    },
  }
}
