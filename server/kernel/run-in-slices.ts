import { breathe } from './breathe.ts'

/** Elementary operations: some 2 ms. */
const WORK_PER_SLICE = 50_000

/** Long work in steps. Each yield says how much was done since the last, in elementary operations, and is at most some 10,000 away from it. */
export type Steps<Result> = Generator<number, Result>

/** Runs long work to its end, letting waiting requests run every few milliseconds. */
export async function runInSlices<Result>(steps: Steps<Result>, signal?: AbortSignal): Promise<Result> {
  let work = 0
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    work += step.value
    if (work < WORK_PER_SLICE) continue
    await breathe()
    signal?.throwIfAborted()
    work = 0
  }
}
