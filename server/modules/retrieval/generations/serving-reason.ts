import type { GenerationsCore } from './generations-core.ts'

const NOBODY = 'no model was chosen for search by meaning; choose one: learnpath models use MODEL'

/** Why nothing serves, in words for a person. */
export function servingReason({ known, unavailable, pool, totalChunks }: GenerationsCore): string {
  const serving = known.find((row) => row.state === 'serving')
  const missing = serving === undefined ? undefined : unavailable.get(serving.id)
  if (missing !== undefined) return `${missing.message}. ${missing.advice}`
  if (serving !== undefined) return `the index of the vectors of ${serving.model_id} is being made anew`
  const building = known.find((row) => row.activate_when_complete === 1)
  if (building !== undefined) {
    const cause = unavailable.get(building.id) ?? pool.get(building.id)?.trouble ?? null
    if (cause !== null) return `the vectors of ${building.model_id} wait: ${cause.message}. ${cause.advice}`
    const done = pool.get(building.id)?.follower.index.entryCount() ?? building.chunks_done
    return `the vectors of ${building.model_id} are being made: ${done} of ${totalChunks} passages`
  }
  const failed = known.find((row) => row.state === 'failed')
  return failed === undefined
    ? NOBODY
    : `the vectors of ${failed.model_id} could not be made: ${failed.failure_message}`
}
