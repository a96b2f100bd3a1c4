import type { GenerationRow } from './generation-rows.ts'
import type { GenerationsCore } from './generations-core.ts'
import { continueBuilding, openBuilding, openServing } from './start-generations.ts'
import { isComplete } from './switch-generation.ts'

const told = (row: GenerationRow): string =>
  [row.state, row.activate_when_complete, row.failure_code, row.index_id].join()

/** Ids of rows that were inserted or changed since the last time; what was deleted is closed. */
async function readChanged(core: GenerationsCore): Promise<string[]> {
  const before = core.adopted
  core.known = await core.rows.all()
  core.adopted = new Map(core.known.map((row) => [row.id, told(row)]))
  for (const id of before.keys()) {
    if (core.adopted.has(id)) continue
    if (core.serving?.row.id === id) core.serving = null
    await core.pool.discard(id)
  }
  return [...core.adopted].filter(([id, state]) => before.get(id) !== state).map(([id]) => id)
}

/** What another process lets serve serves here as soon as its index is as complete as the one that it replaces. */
async function adoptServing(core: GenerationsCore): Promise<void> {
  const { pool, known } = core
  const row = known.find(({ state }) => state === 'serving')
  const before = core.serving
  const next = row === undefined ? null : pool.get(row.id)
  if (next === null && row !== undefined) return
  if (next !== null && before !== null && next !== before && !isComplete(core, next)) return
  if (next !== null && next !== before) next.ready ||= isComplete(core, next)
  core.serving = next
  if (before !== null && before.row.id !== next?.row.id) await pool.retire(before.row.id)
}

/** Takes over what other processes decided about vectors, and the vectors that they made. Call exclusively. */
export async function adoptGenerations(core: GenerationsCore): Promise<void> {
  const changed = await readChanged(core)
  const serving = core.serving
  for (const row of core.known) {
    const open = core.pool.get(row.id)
    if (open !== null && core.hasSharedIndexes && open.row.index_id !== row.index_id) {
      // Another process made it anew elsewhere. The old one answers until the new one is complete.
      await core.pool.retire(row.id)
      continue
    }
    if (open !== null) core.pool.adopt(open, row)
    const isUsed = row.state === 'serving' || row.state === 'building'
    if (open !== null && open !== serving && !isUsed) await core.pool.retire(row.id)
  }
  if (changed.length > 0) {
    await openServing(core)
    if (core.mayBuild) await continueBuilding(core)
    else await openBuilding(core)
  }
  await adoptServing(core)
  for (const generationId of changed) await core.changed(generationId)
  core.pool.wakeAll()
}
