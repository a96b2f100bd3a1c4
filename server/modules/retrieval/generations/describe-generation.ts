import type { Generation } from '@learnpath/contracts'
import { storedBytesPerChunk } from './disk-need.ts'
import type { GenerationRow } from './generation-rows.ts'
import type { OpenGeneration } from './open-generation.ts'

export interface GenerationFigures {
  /** As this process sees it: another may have decided what this one has still to take over. */
  readonly state: Generation['state']
  readonly latestSequence: number
  readonly chunks: number
  /** Texts of this generation that the model could not process. */
  readonly gaps: number
}

function failureOf(row: GenerationRow, open: OpenGeneration | null, gaps: number): Generation['failure'] {
  const trouble = open?.trouble ?? null
  if (trouble !== null) return { code: trouble.code, message: `${trouble.message}. It is tried again.` }
  if (row.failure_code !== null) return { code: row.failure_code, message: row.failure_message ?? row.failure_code }
  if (gaps === 0) return null
  const message = `The model could not process ${gaps} texts; keywords find them. They are tried again at the next start.`
  return { code: 'LP_INFERENCE_FAILED', message }
}

const isoTime = (ms: number): string => new Date(ms).toISOString()

/** A generation as people and programs see it. */
export function describeGeneration(
  row: GenerationRow,
  open: OpenGeneration | null,
  { state, latestSequence, chunks, gaps }: GenerationFigures,
): Generation {
  const index = open?.follower.index
  const done = index?.entryCount() ?? row.chunks_done
  return {
    id: row.id,
    model: row.model_id,
    revision: row.revision,
    precision: row.precision,
    dimensions: row.dimensions,
    inputVersion: row.input_version,
    state,
    chunks: { done, total: chunks },
    lag: Math.max(0, latestSequence - (index?.appliedSequence ?? row.sequence)),
    sizeBytes: done * storedBytesPerChunk(row.dimensions) + (index?.sizeBytes() ?? 0),
    failure: failureOf(row, open, gaps),
    createdAt: isoTime(row.created_at),
    activatedAt: row.activated_at === null ? null : isoTime(row.activated_at),
  }
}
