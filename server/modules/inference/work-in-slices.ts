export interface SliceOptions {
  readonly sliceSize: number
  /** Slices that are worked on at the same time. */
  readonly concurrent: number
  readonly signal: AbortSignal
}

/**
 * Works on long lists piece by piece, so that what comes later gets its turn in between and a caller who leaves costs little.
 * Results are in the order of the items. Nothing new is begun once the signal fired or a piece failed.
 */
export async function workInSlices<Item, Result>(
  items: readonly Item[],
  options: SliceOptions,
  work: (slice: readonly Item[]) => Promise<ArrayLike<Result>>,
): Promise<Result[]> {
  const { sliceSize, concurrent, signal } = options
  const results: Result[] = Array.from({ length: items.length })
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < items.length && !failed) {
      signal.throwIfAborted()
      const start = next
      next += sliceSize
      const done = await work(items.slice(start, start + sliceSize)).catch((failure: unknown) => {
        failed = true
        throw failure
      })
      for (let index = 0; index < done.length; index += 1) results[start + index] = done[index] as Result
    }
  }
  await Promise.all(Array.from({ length: concurrent }, worker))
  return results
}
