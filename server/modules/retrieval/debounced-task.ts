import { outsideScopes } from '../../kernel/access/access-scope.ts'

/** Work that is asked for often and done once, a while after it was first asked for. */
export interface DebouncedTask {
  request(): void
  /** Does the work now if it is due, and takes no more requests for later. */
  finish(): Promise<void>
}

/** `onFailure` hears of failures that nobody waits for. */
export function createDebouncedTask(
  work: () => Promise<void>,
  delayMs: number,
  onFailure: (cause: unknown) => void,
): DebouncedTask {
  let due = false
  let finished = false
  let timer: NodeJS.Timeout | null = null

  async function run(): Promise<void> {
    timer = null
    if (!due) return
    due = false
    await work()
  }

  return {
    request() {
      due = true
      if (timer !== null || finished) return
      timer = setTimeout(() => {
        // Asked for by many: it is done for none of them.
        outsideScopes(run).catch(onFailure)
      }, delayMs)
      timer.unref()
    },
    async finish() {
      finished = true
      if (timer !== null) clearTimeout(timer)
      await run()
    },
  }
}
