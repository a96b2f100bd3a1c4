import type { IdSource } from '../../ports/id-source.ts'

const LENGTH = 20

/** Ids `doc_00000000000000000001`, `…02` and so on, counted by prefix: for a library that is made, measured and thrown away. */
export function createCountingIdSource(): IdSource {
  const counts = new Map<string, number>()
  return {
    next(prefix) {
      const count = (counts.get(prefix) ?? 0) + 1
      counts.set(prefix, count)
      return `${prefix}_${String(count).padStart(LENGTH, '0')}`
    },
  }
}
