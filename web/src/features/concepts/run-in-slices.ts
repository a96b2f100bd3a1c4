/** Leaves the page most of each frame. */
const SLICE_MS = 10

/** Runs a computation to its end in short pieces, so that the page answers meanwhile. @returns null when the signal fired before */
export async function runInSlices<Result>(steps: Generator<void, Result>, signal: AbortSignal): Promise<Result | null> {
  while (!signal.aborted) {
    const endMs = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done === true) return step.value
    } while (performance.now() < endMs)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return null
}
