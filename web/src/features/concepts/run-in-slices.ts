/** Leaves the page most of each frame. */
const SLICE_MS = 10

/** Runs a computation to its end in short pieces, so that the page answers meanwhile. @throws AbortError when the signal fires */
export async function runInSlices<Result>(steps: Generator<void, Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    const endMs = performance.now() + SLICE_MS
    do {
      const step = steps.next()
      if (step.done === true) return step.value
    } while (performance.now() < endMs)
    await new Promise((resolve) => setTimeout(resolve, 0))
    signal.throwIfAborted()
  }
}
