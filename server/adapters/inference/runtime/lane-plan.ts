import { stat } from 'node:fs/promises'
import { isMissing } from '../file-errors.ts'
import type { LanePlan } from './model-lanes.ts'
import type { ModelSpec, Provider } from './worker-messages.ts'

/**
 * A small model gains by a session per thread, and a further session of it costs little memory; of a larger one every session
 * has its own copy of most weights, which is worth more than a tenth of speed (figures: decision 0008).
 */
const LANES_UP_TO_BYTES = 60 * 2 ** 20

/** Whether a model runs in several lanes with one thread each or in one lane with all threads. */
export async function planLanes(spec: ModelSpec, threads: number, provider: Provider): Promise<LanePlan> {
  const isOne =
    // Computes next to nothing.
    spec.runtime === 'static' ||
    provider !== 'cpu' ||
    // Its texts come in full batches, at which one session is as fast, and it is in memory beside an embedder.
    spec.task === 'rerank' ||
    (await weightBytes(spec)) > LANES_UP_TO_BYTES
  return isOne ? { lanes: 1, threadsPerLane: threads } : { lanes: threads, threadsPerLane: 1 }
}

/** The graph and, where the quantizer put the weights beside it, its external data. */
async function weightBytes({ weightsFile }: ModelSpec): Promise<number> {
  const sizes = await Promise.all([weightsFile, `${weightsFile}.data`].map(sizeOf))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}
