import type { Clock } from '../../ports/clock.ts'
import type { Collection } from './collection.ts'
import { loadTermTable, type TermTable } from './term-table.ts'

/** A table of no more terms, or one that is read in less time, is read anew as soon as anything has changed. */
const FEW_TERMS = 20_000
const QUICK_MS = 50
/** At most this share of the time goes into reading a larger one; but it is never older than that while there are searches. */
const SHARE_OF_TIME = 0.02
const OLDEST_MS = 30_000

/** A table, and whether it is as new as the collection: a term that an older one lacks may be there meanwhile. */
export interface TermsNow {
  readonly table: TermTable
  readonly isCurrent: boolean
}

/**
 * The table of terms for planning queries. Of a small library it is always as new as the collection; a large one's changes
 * little with each document, so it is read anew behind searches, the more seldom the longer that takes. The rarity that scores
 * are made of is Qdrant's own and always new.
 */
export interface CurrentTerms {
  at(version: number): Promise<TermsNow>
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

  const isQuick = ({ termCount }: TermTable): boolean => termCount <= FEW_TERMS || tookMs <= QUICK_MS

  return {
    async at(version) {
      while (table === null || (table.version < version && isQuick(table))) {
        loading ??= load(version)
        table = await loading
      }
      if (table.version >= version) return { table, isCurrent: true }
      const restMs = Math.min(tookMs / SHARE_OF_TIME, OLDEST_MS)
      if (loading === null && clock.monotonicMs() - loadedAt > restMs) {
        loading = load(version)
        // The next search tries again; this one has what it needs.
        loading.catch(() => undefined)
      }
      return { table, isCurrent: false }
    },
  }
}
