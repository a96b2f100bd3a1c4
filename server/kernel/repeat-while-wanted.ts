import { outsideScopes } from './access/access-scope.ts'

/** Work that may be wanted again while it is done: it is then done once more, never twice at the same time. */
export interface RepeatedWork {
  /** Resolves when the work has been done after this call. Never rejects. */
  wake(): Promise<void>
  /** Resolves when nothing is being done. */
  settled(): Promise<void>
}

/** A failure ends the repeating until the next `wake`. */
export function repeatWhileWanted(work: () => Promise<void>, onFailure: (failure: unknown) => void): RepeatedWork {
  let wanted = false
  let running: Promise<void> | null = null

  async function run(): Promise<void> {
    try {
      while (wanted) {
        wanted = false
        await work()
      }
    } catch (failure) {
      onFailure(failure)
    } finally {
      running = null
    }
  }

  return {
    async wake() {
      wanted = true
      // For everybody who wants it, not for the one who happened to be first.
      await (running ??= outsideScopes(run))
    },
    async settled() {
      await running
    },
  }
}
