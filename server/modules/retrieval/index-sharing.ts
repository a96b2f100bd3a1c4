import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Leadership } from '../../ports/leadership.ts'
import type { LibraryReader } from './library-reader.ts'

/** Who reads looks again so soon while the index is behind the library. */
const LOOK_AGAIN_MS = 200
/** What another process did without being heard is seen after this long. */
const LOOK_ANYWAY_MS = 10_000

/** Of processes with the same index one writes; the others read again how far it has come. The only process always writes. */
export interface IndexSharing {
  isWriter(): boolean
  /** Before the change log is followed: what others have written meanwhile. */
  readAgain(): Promise<void>
  /** Waits until the server has what was brought. @returns false when some of it is to be brought again */
  isBrought(): Promise<boolean>
  /** Has `look` called again when this process only reads and the index is behind. */
  lookWhileBehind(look: () => void): Promise<void>
  /** Calls `begin` when this process is the one to write, and `look` now and then where others may write. */
  start(work: { readonly begin: () => Promise<void>; readonly look: () => void }): Promise<void>
  /** Two processes do not rebuild at the same time. */
  exclusively<Result>(action: () => Promise<Result>): Promise<Result>
  stop(): Promise<void>
}

export interface IndexSharingOptions {
  readonly indexStore: KeywordIndexStore
  readonly library: Pick<LibraryReader, 'latestSequence'>
  /** Absent: this is the only process. */
  readonly leadership?: Pick<Leadership, 'lead' | 'exclusively' | 'isShared'>
}

export function createIndexSharing({ indexStore, library, leadership }: IndexSharingOptions): IndexSharing {
  const others = indexStore.isShared && leadership?.isShared === true ? leadership : null
  let isWriter = others === null
  let timer: NodeJS.Timeout | null = null
  let interval: NodeJS.Timeout | null = null
  let giveUp: (() => Promise<void>) | null = null

  return {
    isWriter: () => isWriter,
    async readAgain() {
      if (others === null) return
      if (isWriter) await indexStore.current.flush()
      await indexStore.refresh()
    },
    async isBrought() {
      if (!indexStore.isShared) return true
      const { current } = indexStore
      const brought = current.appliedSequence
      await current.flush()
      return current.appliedSequence >= brought
    },
    async lookWhileBehind(look) {
      if (isWriter || timer !== null || interval === null) return
      if (indexStore.current.appliedSequence >= (await library.latestSequence())) return
      timer = setTimeout(() => {
        timer = null
        look()
      }, LOOK_AGAIN_MS).unref()
    },
    async start({ begin, look }) {
      if (others === null) {
        await begin()
        return
      }
      interval = setInterval(look, LOOK_ANYWAY_MS).unref()
      giveUp = await others.lead({
        name: 'keyword index',
        async start() {
          await indexStore.refresh()
          isWriter = true
          await begin()
        },
        async stop() {
          isWriter = false
          await Promise.resolve()
        },
      })
    },
    exclusively: async (action) =>
      others === null ? await action() : await others.exclusively('keyword index', action),
    async stop() {
      if (timer !== null) clearTimeout(timer)
      if (interval !== null) clearInterval(interval)
      interval = null
      await giveUp?.()
    },
  }
}
