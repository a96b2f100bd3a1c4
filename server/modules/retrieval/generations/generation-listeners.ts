import type { CoreListeners, GenerationsCore } from './generations-core.ts'
import { renewIndex } from './renew-index.ts'
import { failGeneration, isComplete, settleGeneration } from './switch-generation.ts'

/** With these, trying again is no use as long as the files are what they are. */
const FATAL_CODES: ReadonlySet<string> = new Set([
  'LP_MODEL_UNUSABLE',
  'LP_MODEL_FILES_WRONG',
  'LP_MODEL_FIDELITY_MISSED',
  'LP_MODEL_TASK_WRONG',
])

/** What follows from progress and trouble of a generation. */
export function createListeners(): CoreListeners {
  let announcedAt = -Infinity
  function announceProgress(core: GenerationsCore, generationId: string): void {
    const now = core.dependencies.clock.monotonicMs()
    if (core.stopped || now - announcedAt < core.timing.progressIntervalMs) return
    announcedAt = now
    core.inBackground('telling of progress', async () => await core.changed(generationId))
  }
  return {
    onProgress(core, open) {
      const { row, follower, target, isDamaged } = open
      if (!isDamaged && follower.index.appliedSequence >= target) open.ready = true
      if (!core.mayBuild) return
      if (row.state === 'building') announceProgress(core, row.id)
      if (row.state !== 'building' || !isComplete(core, open)) return
      core.inBackground('switching to other vectors', async () => {
        await settleGeneration(core, row.id)
      })
    },
    onDamaged(core, open) {
      core.dependencies.logger.error('the vector index is damaged and is made anew', { model: open.row.model_id })
      core.inBackground('making the vector index anew', async () => {
        if (core.pool.get(open.row.id) === open) await renewIndex(core, open.row.id)
      })
    },
    onTrouble(core, { row }, trouble) {
      if (trouble === null || core.stopped) return
      const { code, message } = trouble
      core.dependencies.logger.warn('making vectors failed', { model: row.model_id, code, error: message })
      if (!FATAL_CODES.has(code) || !core.mayBuild) return
      core.inBackground('ending what cannot be made', async () => {
        await failGeneration(core, row.id, trouble)
      })
    },
  }
}
