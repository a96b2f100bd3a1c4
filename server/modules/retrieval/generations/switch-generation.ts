import { LearnPathError, type Generation } from '@learnpath/contracts'
import type { GenerationsCore } from './generations-core.ts'
import type { OpenGeneration } from './open-generation.ts'

/** Whether searches would find in it all that they find now, and all that was there when it was opened. */
export function isComplete({ serving }: GenerationsCore, { follower, target }: OpenGeneration): boolean {
  const asServing = serving?.follower.index.appliedSequence ?? 0
  return follower.index.appliedSequence >= Math.max(target, asServing)
}

/** What is being built and complete now takes over, or waits in standby when it is not to. */
export async function settleGeneration(core: GenerationsCore, generationId: string): Promise<void> {
  const { pool, rows, dependencies } = core
  await core.exclusively(async () => {
    const open = pool.get(generationId)
    if (core.stopped || !core.mayBuild || open?.row.state !== 'building' || !isComplete(core, open)) return
    await open.follower.index.flush()
    if (open.row.activate_when_complete === 0) {
      await rows.update(generationId, { state: 'standby' })
      await pool.retire(generationId)
    } else {
      const before = core.known.find((row) => row.state === 'serving')
      await rows.switchTo(generationId, dependencies.clock.now())
      open.row = await rows.get(generationId)
      open.ready = true
      core.serving = open
      dependencies.logger.info('search uses other vectors', { generation: generationId, model: open.row.model_id })
      if (before !== undefined) await leave(core, before.id)
    }
    await core.changed(generationId)
  })
}

async function leave(core: GenerationsCore, generationId: string): Promise<void> {
  core.unavailable.delete(generationId)
  await core.pool.retire(generationId)
  await core.changed(generationId)
}

/** Lets it serve as soon as it is complete, which one in standby nearly is. */
export async function activateGeneration(core: GenerationsCore, generationId: string): Promise<void> {
  await core.exclusively(async () => {
    const row = await core.rows.get(generationId)
    if (row.state === 'serving') return
    if (row.state === 'failed') {
      throw new LearnPathError('LP_GENERATION_STATE', {
        detail: `${generationId} failed: ${row.failure_message ?? ''}`,
      })
    }
    await resumeBuilding(core, generationId, true)
  })
}

/** Call exclusively. The model is opened first: when it is not there, nothing changes. */
export async function resumeBuilding(
  core: GenerationsCore,
  generationId: string,
  activate: boolean,
): Promise<Generation> {
  const open = await core.pool.open(await core.rows.get(generationId))
  open.row = await core.rows.build(generationId, { activate })
  core.known = await core.rows.all()
  for (const row of core.known) {
    const other = core.pool.get(row.id)
    if (other !== null) other.row = row
  }
  open.follower.wake()
  return await core.changed(generationId)
}

/** What serves is kept and serves no more; what is being built will not serve by itself. */
export async function deactivateGeneration(core: GenerationsCore, generationId: string): Promise<void> {
  await core.exclusively(async () => {
    const { rows, pool } = core
    const row = await rows.get(generationId)
    if (row.state === 'building') {
      const changed = await rows.update(generationId, { activate_when_complete: 0 })
      const open = pool.get(generationId)
      if (open !== null) open.row = changed
      await core.changed(generationId)
      return
    }
    if (row.state !== 'serving') {
      throw new LearnPathError('LP_GENERATION_STATE', { detail: `${generationId} does not serve` })
    }
    await rows.update(generationId, { state: 'standby' })
    core.serving = null
    await leave(core, generationId)
  })
}

/** Deletes the vectors of a generation that does not serve. */
export async function dropGeneration(core: GenerationsCore, generationId: string): Promise<void> {
  await core.exclusively(async () => {
    const { rows, pool, stored, dependencies } = core
    const row = await rows.get(generationId)
    if (row.state === 'serving') {
      throw new LearnPathError('LP_GENERATION_STATE', { detail: `${generationId} serves` })
    }
    // Cut short, it is no longer complete and must not serve by itself.
    await rows.update(generationId, { state: 'standby', activate_when_complete: 0 })
    await pool.discard(generationId)
    await dependencies.vectorIndexStore.drop(row.index_id)
    await stored.drop(generationId)
    await rows.delete(generationId)
    core.unavailable.delete(generationId)
    core.known = await rows.all()
  })
}

/** A model that cannot be used ends what is being built; what serves goes on with what it has. */
export async function failGeneration(
  core: GenerationsCore,
  generationId: string,
  cause: LearnPathError,
): Promise<void> {
  await core.exclusively(async () => {
    const { rows, pool, dependencies } = core
    const row = await rows.get(generationId)
    if (row.state !== 'building') return
    await rows.update(generationId, { state: 'failed', failure_code: cause.code, failure_message: cause.message })
    await pool.discard(generationId)
    dependencies.logger.error('vectors cannot be made with this model', { model: row.model_id, error: cause.message })
    await core.changed(generationId)
  })
}
