import type { Generation } from '@learnpath/contracts'
import type { Leadership } from '../../../ports/leadership.ts'
import type { GenerationRow } from './generation-rows.ts'
import type { OpenGeneration } from './open-generation.ts'

/** What this process knows of what all of them decided. */
export interface SeenHere {
  readonly serving: Pick<OpenGeneration, 'row' | 'ready'> | null
  readonly unavailable: ReadonlyMap<string, unknown>
  readonly mayBuild: boolean
  readonly dependencies: { readonly leadership: Pick<Leadership, 'isShared'> }
}

/**
 * What searches here are answered with. Another process may have decided that one serves which this one has not taken over yet: until
 * then it is being built here, and the one before serves, whatever is stored of it.
 */
export function stateHere(
  { serving, unavailable, mayBuild, dependencies }: SeenHere,
  row: GenerationRow,
): Generation['state'] {
  if (mayBuild || !dependencies.leadership.isShared || unavailable.has(row.id)) return row.state
  if (serving?.ready === true && serving.row.id === row.id) return 'serving'
  return row.state === 'serving' ? 'building' : row.state
}
