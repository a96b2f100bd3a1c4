import { LearnPathError } from '@learnpath/contracts'
import { createGeneration, inputVersionOf } from './create-generation.ts'
import type { GenerationRow } from './generation-rows.ts'
import type { GenerationsCore } from './generations-core.ts'

const isReplaced = (cause: LearnPathError): boolean => cause.code === 'LP_GENERATION_STATE'

/** Opens one; what prevents it is noted and said. */
async function openIfPossible(core: GenerationsCore, row: GenerationRow): Promise<void> {
  const { pool, unavailable, dependencies } = core
  try {
    const open = await pool.open(row)
    unavailable.delete(row.id)
    if (row.state === 'serving') core.serving ??= open
  } catch (cause) {
    if (!(cause instanceof LearnPathError)) throw cause
    if (!unavailable.has(row.id)) {
      const { code, message, advice } = cause
      dependencies.logger.warn('vectors cannot be used', { model: row.model_id, code, error: message, advice })
    }
    unavailable.set(row.id, cause)
  }
}

/** The same model anew; when there is no room, what serves goes on. */
async function buildAnew(core: GenerationsCore, row: GenerationRow): Promise<void> {
  const { model_id: model, precision } = row
  try {
    await createGeneration(core, { model, precision, activate: true })
  } catch (cause) {
    if (!(cause instanceof LearnPathError)) throw cause
    const { message, advice } = cause
    core.dependencies.logger.warn('vectors could not be made anew', { model, error: message, advice })
  }
}

/** Vectors made from other files of the model mean nothing to it any more: they are kept apart and made anew. */
async function replaceRow(core: GenerationsCore, row: GenerationRow, cause: LearnPathError): Promise<void> {
  core.dependencies.logger.warn('vectors are made anew', { model: row.model_id, reason: cause.message })
  const failure = { failure_code: cause.code, failure_message: cause.message } as const
  await core.rows.update(row.id, { state: 'failed', activate_when_complete: 0, ...failure })
  core.unavailable.delete(row.id)
  await buildAnew(core, row)
}

/** One that was being built as an older program puts chunks before the model goes on as this one does. */
async function modernise(core: GenerationsCore, row: GenerationRow): Promise<GenerationRow> {
  const inputVersion = inputVersionOf(core)
  if (row.state !== 'building' || row.input_version === inputVersion) return row
  await core.dependencies.vectorIndexStore.drop(row.index_id)
  return await core.rows.update(row.id, { input_version: inputVersion, sequence: 0 })
}

/** Opens what serves. Call exclusively. */
export async function openServing(core: GenerationsCore): Promise<void> {
  core.known = await core.rows.all()
  for (const row of core.known) {
    if (row.state === 'serving' && core.pool.get(row.id) === null) await openIfPossible(core, row)
  }
}

/** Follows what another process builds, to be ready when it serves. Call exclusively. */
export async function openBuilding(core: GenerationsCore): Promise<void> {
  for (const row of core.known) {
    if (row.state === 'building' && core.pool.get(row.id) === null) await openIfPossible(core, row)
  }
}

/** Goes on with what was being built, and begins what an update of the program or the model asks for. Call exclusively. */
export async function continueBuilding(core: GenerationsCore): Promise<void> {
  for (const row of core.known) {
    if (core.stopped) return
    if (row.state === 'building' && core.pool.get(row.id) === null) {
      await openIfPossible(core, await modernise(core, row))
    }
    const cause = core.unavailable.get(row.id)
    if (cause !== undefined && isReplaced(cause)) await replaceRow(core, row, cause)
    if (row.state === 'serving' && row.input_version !== inputVersionOf(core)) {
      const versions = { from: row.input_version, to: inputVersionOf(core) }
      core.dependencies.logger.info('chunks are put before the model differently now: vectors are made anew', versions)
      await buildAnew(core, row)
    }
  }
  core.known = await core.rows.all()
}

/** Deletes indexes that belong to nothing, left behind by a kill or a restored backup, or that nobody follows. */
export async function dropStrayIndexes({ dependencies, known, pool }: GenerationsCore): Promise<void> {
  const serving = new Set(known.filter(({ state }) => state === 'serving').map((row) => row.index_id))
  for (const indexId of await dependencies.vectorIndexStore.list()) {
    if (!serving.has(indexId) && !pool.indexIds().has(indexId)) await dependencies.vectorIndexStore.drop(indexId)
  }
}
