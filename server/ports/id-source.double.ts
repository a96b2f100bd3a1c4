import type { IdSource } from './id-source.ts'

/** Ids `prefix_00000000000000000001`, `…02` and so on, one count for all prefixes. */
export function createCountingIdSource(): IdSource {
  let count = 0
  return {
    next(prefix) {
      count += 1
      return `${prefix}_${String(count).padStart(20, '0')}`
    },
  }
}
