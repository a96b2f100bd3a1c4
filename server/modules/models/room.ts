import { LearnPathError } from '@learnpath/contracts'
import type { ModelStore } from '../../ports/model-store.ts'

/** Left free: a file system filled to the last byte harms everything else on it. */
const MARGIN_BYTES = 16_000_000

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`

/** @throws LP_STORE_FULL telling what is needed and what is there, before anything is written */
export async function requireRoom(modelStore: ModelStore, modelId: string, bytes: number): Promise<void> {
  if (bytes === 0) return
  const free = await modelStore.freeBytes()
  if (free >= bytes + MARGIN_BYTES) return
  const detail = `${modelId} needs ${megabytes(bytes + MARGIN_BYTES)}, free are ${megabytes(free)} at ${modelStore.folder}`
  throw new LearnPathError('LP_STORE_FULL', { detail })
}
