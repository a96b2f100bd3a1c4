import type { Plan, PlanModule, PlanSession } from '@learnpath/contracts'

export type SessionPart = PlanSession['parts'][number]

export const moduleOfPart = ({ modules }: Pick<Plan, 'modules'>, { moduleId }: SessionPart): PlanModule | undefined =>
  modules.find(({ id }) => id === moduleId)

/** Where a session begins: the first passage that is still to be read in what it holds. */
export function firstReading(plan: Plan, { parts }: PlanSession): PlanModule['reading'][number]['passage'] | null {
  for (const part of parts) {
    const open = part.kind === 'read' ? moduleOfPart(plan, part)?.reading.find(({ done }) => !done) : undefined
    if (open !== undefined) return open.passage
  }
  return null
}

export const nextSession = ({ sessions }: Plan): PlanSession | undefined =>
  sessions.find(({ state }) => state === 'planned')
