import { LearnPathError } from '@learnpath/contracts'
import type { GenerationsCore } from './generations-core.ts'

/**
 * Makes the index of a generation anew from the stored vectors; the old one serves until then, if it can. One after the other.
 * @throws LP_GENERATION_STATE when it is not open, or not any more; LP_SERVER_STOPPING
 */
export async function renewIndex(core: GenerationsCore, generationId: string): Promise<{ readonly chunks: number }> {
  return await core.renewing(async () => {
    if (core.stopped) throw new LearnPathError('LP_SERVER_STOPPING')
    const current = core.pool.get(generationId)
    if (current === null) throw new LearnPathError('LP_GENERATION_STATE', { detail: `${generationId} is not open` })
    const next = await core.pool.replaceIndex(current, core.dependencies.idSource.next('vec'))
    if (core.serving === current) core.serving = next
    core.known = await core.rows.all()
    next.follower.wake()
    return { chunks: next.follower.index.entryCount() }
  })
}

/** An index of a form that an earlier version of the program made answers, and is made anew meanwhile. */
export async function renewOutdated(core: GenerationsCore): Promise<void> {
  const { logger } = core.dependencies
  for (const { id, model_id: model } of core.known) {
    if (core.stopped || !core.mayBuild || core.pool.get(id)?.follower.index.isOutdated !== true) continue
    logger.info('the vector index is of an earlier form: it answers until it has been made anew', { model })
    const { chunks } = await renewIndex(core, id)
    logger.info('the vector index was made anew', { model, chunks })
  }
}
