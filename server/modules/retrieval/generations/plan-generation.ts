import type { CreateGenerationRequest, GenerationPlan, Model, Precision } from '@learnpath/contracts'
import { LearnPathError } from '@learnpath/contracts'
import { diskNeed } from './disk-need.ts'
import type { GenerationRow } from './generation-rows.ts'
import type { GenerationsCore } from './generations-core.ts'

/** Chunks looked at to estimate the number of tokens. */
export const SAMPLE = 200
const DECIMAL = 1000

/** Time of the model for so many chunks of these token counts; null when its speed on this machine is not known. */
export function secondsFor(
  model: Model,
  precision: Precision,
  counts: readonly number[],
  chunks: number,
): number | null {
  const card = model.installed.find((installed) => installed.precision === precision)?.card
  const speed = card?.speed ?? null
  if (speed === null || counts.length === 0) return null
  const cut = counts.map((count) => Math.min(count, model.manifest.maximumTokens))
  const perChunk = cut.reduce((sum, count) => sum + count, 0) / cut.length
  return Math.ceil((chunks * perChunk) / speed.tokensPerSecond)
}

/** The generation of the same vectors, if there is one. */
export function sameGeneration(
  rows: readonly GenerationRow[],
  wanted: { readonly model: string; readonly precision: Precision; readonly inputVersion: string },
): GenerationRow | null {
  const same = rows.find(
    (row) =>
      row.model_id === wanted.model &&
      row.precision === wanted.precision &&
      row.input_version === wanted.inputVersion &&
      row.failure_code !== 'LP_GENERATION_STATE',
  )
  return same ?? null
}

/** What building vectors with a model would take; what is there already is not counted. @throws LP_MODEL_UNKNOWN, LP_MODEL_TASK_WRONG */
export async function planGeneration(
  { dependencies, rows, pool }: GenerationsCore,
  request: CreateGenerationRequest,
  inputVersion: string,
): Promise<GenerationPlan> {
  const { models, library, freeBytes } = dependencies
  const model = await models.get(request.model)
  const { task, dimensions, languages: made } = model.manifest
  if (task !== 'embed' || dimensions === null) {
    throw new LearnPathError('LP_MODEL_TASK_WRONG', { detail: `${request.model} makes no vectors` })
  }
  const precision = request.precision ?? models.defaultPrecision
  const { chunks, languages } = await library.statistics()
  const same = sameGeneration(await rows.all(), { model: request.model, precision, inputVersion })
  const done = same === null ? 0 : (pool.get(same.id)?.follower.index.entryCount() ?? same.chunks_done)
  const left = Math.max(0, chunks - done)
  const used = Object.keys(languages).toSorted()
  const isMade = (language: string): boolean => made.includes('multi') || made.includes(language)
  return {
    model: request.model,
    precision,
    chunks,
    diskBytes: left === 0 ? 0 : diskNeed(left, dimensions),
    freeBytes: await freeBytes(),
    estimatedSeconds: secondsFor(model, precision, await library.sampleTokenCounts(SAMPLE), left),
    languages: { known: used.filter(isMade), weak: used.filter((language) => !isMade(language)) },
  }
}

const inMegabytes = (bytes: number): string => `${Math.ceil(bytes / DECIMAL / DECIMAL)} MB`

/** @throws LP_GENERATION_DISK */
export function requireRoom({ diskBytes, freeBytes, model }: GenerationPlan): void {
  if (diskBytes <= freeBytes) return
  const detail = `the vectors of ${model} need ${inMegabytes(diskBytes)}, ${inMegabytes(freeBytes)} are free`
  throw new LearnPathError('LP_GENERATION_DISK', { detail })
}
