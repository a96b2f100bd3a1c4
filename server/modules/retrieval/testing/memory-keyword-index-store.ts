import type { KeywordIndex } from '../../../ports/keyword-index.ts'
import type { KeywordIndexStore } from '../../../ports/keyword-index-store.ts'
import { createBruteForceKeywordIndex } from './brute-force-keyword-index.ts'

/** Indexes in memory; `initial` is what an earlier run is to have left behind. */
export function createMemoryKeywordIndexStore(
  initial: { readonly index: KeywordIndex; readonly builtWith: string } | null = null,
): KeywordIndexStore {
  let current = initial ?? { index: createBruteForceKeywordIndex(), builtWith: '' }
  let next: KeywordIndex | null = null
  return {
    isShared: false,
    get current() {
      return current.index
    },
    get builtWith() {
      return current.builtWith
    },
    async beginRebuild() {
      next = createBruteForceKeywordIndex()
      return await Promise.resolve(next)
    },
    async commitRebuild(builtWith) {
      await next?.flush()
      current = { index: next ?? current.index, builtWith }
      next = null
    },
    async abandonRebuild() {
      next = null
      await Promise.resolve()
    },
    async refresh() {
      await Promise.resolve()
    },
    async close() {
      await Promise.resolve()
    },
  }
}
