import type { Clock } from '../../ports/clock.ts'
import type { Collection } from './collection.ts'
import { loadTermTable, type TermTable } from './term-table.ts'

/** A table that is read in less time is read anew as soon as anything has changed. */
const QUICK_MS = 50
/** At most this share of the time goes into reading a larger one. */
const SHARE_OF_TIME = 0.02

/**
 * The table of terms for planning queries. Of a small library it is always as new as the collection; a large one's changes
 * little with each document, so it is read anew behind searches, the more seldom the longer that takes. The rarity that scores
 * are made of is Qdrant's own and always new.
 */
export interface CurrentTerms {
  at(version: number): Promise<TermTable>
}

export function createCurrentTerms(collection: Collection, clock: Pick<Clock, 'monotonicMs'>): CurrentTerms {
  let table: TermTable | null = null
  let loading: Promise<TermTable> | null = null
  let loadedAt = 0
  let tookMs = 0

  async function load(version: number): Promise<TermTable> {
    const startedAt = clock.monotonicMs()
    try {
      table = await loadTermTable(collection, version)
      loadedAt = clock.monotonicMs()
      tookMs = loadedAt - startedAt
      return table
    } finally {
      loading = null
    }
  }

  return {
    async at(version) {
      while (table === null || (table.version < version && tookMs <= QUICK_MS)) {
        loading ??= load(version)
        table = await loading
      }
      if (table.version >= version) return table
      if (loading === null && clock.monotonicMs() - loadedAt > tookMs / SHARE_OF_TIME) {
        loading = load(version)
        // The next search tries again; this one has what it needs.
        loading.catch(() => undefined)
      }
      return table
    },
  }
}
