import type { CreateGenerationRequest, Generation, Precision } from '@learnpath/contracts'
import { INPUT_VERSION } from './embedding-input.ts'
import type { GenerationRow } from './generation-rows.ts'
import type { GenerationsCore } from './generations-core.ts'
import { planGeneration, requireRoom, sameGeneration } from './plan-generation.ts'
import { resumeBuilding } from './switch-generation.ts'

/** How this program puts chunks before a model. */
export const inputVersionOf = ({ dependencies }: Pick<GenerationsCore, 'dependencies'>): string =>
  `${INPUT_VERSION}.${dependencies.chunkerVersion}`

type NewGeneration = CreateGenerationRequest & { readonly precision: Precision }

async function insertRow(core: GenerationsCore, request: NewGeneration): Promise<GenerationRow> {
  const { models, idSource, clock } = core.dependencies
  const model = await models.get(request.model)
  const { description } = await models.embedder(request.model, request.precision)
  return await core.rows.insert({
    id: idSource.next('gen'),
    model_id: request.model,
    model_key: description.key,
    revision: model.manifest.revision,
    precision: request.precision,
    dimensions: description.dimensions,
    input_version: inputVersionOf(core),
    index_id: idSource.next('vec'),
    state: 'building',
    activate_when_complete: request.activate ? 1 : 0,
    chunks_done: 0,
    sequence: 0,
    failure_code: null,
    failure_message: null,
    created_at: clock.now(),
    activated_at: null,
  })
}

/**
 * Begins a generation, or goes on with the one of the same vectors. Call exclusively.
 * @throws LP_MODEL_UNKNOWN, LP_MODEL_NOT_INSTALLED, LP_MODEL_TASK_WRONG, LP_GENERATION_DISK
 */
export async function createGeneration(core: GenerationsCore, request: CreateGenerationRequest): Promise<Generation> {
  const { models } = core.dependencies
  const precision = request.precision ?? models.defaultPrecision
  const inputVersion = inputVersionOf(core)
  const { description } = await models.embedder(request.model, precision)
  const known = sameGeneration(await core.rows.all(), { model: request.model, precision, inputVersion })
  const same = known?.model_key === description.key ? known : null
  if (same?.state === 'serving') return await core.describe(same)
  const isKept = same?.state === 'standby' && !request.activate
  if (same !== null && isKept) return await core.describe(same)
  requireRoom(await planGeneration(core, request, inputVersion))
  const row = same ?? (await insertRow(core, { ...request, precision }))
  return await resumeBuilding(core, row.id, request.activate)
}
