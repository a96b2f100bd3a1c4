import type { Generation } from '@learnpath/contracts'
import type { GenerationRow } from './generation-rows.ts'
import type { GenerationsCore } from './generations-core.ts'

/**
 * What searches here are answered with. Another process may have decided that one serves which this one has not taken over yet: until
 * then it is being built here, and the one before serves.
 */
export function stateHere(core: GenerationsCore, row: GenerationRow): Generation['state'] {
  const { serving, unavailable, mayBuild, dependencies } = core
  if (mayBuild || !dependencies.leadership.isShared || unavailable.has(row.id)) return row.state
  const serves = serving?.ready === true && serving.row.id === row.id
  if (row.state === 'serving' && !serves) return 'building'
  return row.state === 'standby' && serves ? 'serving' : row.state
}
