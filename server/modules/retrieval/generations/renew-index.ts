import type { GenerationsCore } from './generations-core.ts'
import type { OpenGeneration } from './open-generation.ts'

/** Makes an index anew from the stored vectors; the old one serves until then, if it can. */
export async function renewIndex(core: GenerationsCore, current: OpenGeneration): Promise<{ readonly chunks: number }> {
  const next = await core.pool.replaceIndex(current, core.dependencies.idSource.next('vec'))
  if (core.serving === current) core.serving = next
  core.known = await core.rows.all()
  next.follower.wake()
  return { chunks: next.follower.index.entryCount() }
}
