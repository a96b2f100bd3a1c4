import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { LibraryReader } from './library-reader.ts'
import type { Projection } from './projection.ts'

/** So many changes or less are applied before a search answers; a longer queue, as at a start, is not waited for. */
const SMALL_LAG = 64
/** How long a search waits for them; usually they take some milliseconds. */
const PATIENCE_MS = 50
/** Longer when passages that it found have been replaced meanwhile: they would be missing in the answer. */
const PATIENCE_FOR_REPLACED_MS = 3_000

/** Keeps answers from being older than they need to be. */
export interface Freshness {
  /** Changes between the index and `latest`. */
  lagBehind(latest: number): number
  /** Applies pending changes when they are few. @returns the last change there is */
  freshen(): Promise<number>
  /**
   * Waits for the new versions of passages that were found and have gone. A document whose new version is not in the index yet
   * must not be missing because its old one is gone. @returns false when there is nothing worth waiting for
   */
  awaitReplaced(latest: number): Promise<boolean>
}

export function createFreshness(
  library: LibraryReader,
  indexStore: KeywordIndexStore,
  projection: Pick<Projection, 'catchUpTo' | 'catchUpInBackground'>,
): Freshness {
  const lagBehind = (latest: number): number => Math.max(0, latest - indexStore.current.appliedSequence)
  return {
    lagBehind,
    async freshen() {
      const latest = await library.latestSequence()
      const lag = lagBehind(latest)
      if (lag > SMALL_LAG) projection.catchUpInBackground()
      else if (lag > 0) await projection.catchUpTo(latest, PATIENCE_MS)
      return latest
    },
    async awaitReplaced(latest) {
      const lag = lagBehind(latest)
      if (lag === 0 || lag > SMALL_LAG) return false
      await projection.catchUpTo(latest, PATIENCE_FOR_REPLACED_MS)
      return true
    },
  }
}
