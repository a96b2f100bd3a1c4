import { z } from 'zod'
import { Plan, PlanModule, SkippedPassage } from './plans.ts'
import { SourcePassage } from './source-passage.ts'

/** A module as it would be: without its passages, with the days on which it would be learned. */
export const PreviewModule = PlanModule.pick({
  id: true,
  position: true,
  title: true,
  concepts: true,
  minutes: true,
  role: true,
  why: true,
  needs: true,
  state: true,
})
  .extend({
    passages: z.int(),
    begins: z.iso.date().nullable().describe('Null when nothing of it is left to do.'),
    ends: z.iso.date().nullable(),
  })
  .register(z.globalRegistry, { id: 'PreviewModule' })
export type PreviewModule = z.infer<typeof PreviewModule>

export const PreviewSkipped = SkippedPassage.omit({ passage: true })
  .extend({ place: SourcePassage.omit({ text: true, versionHash: true }) })
  .register(z.globalRegistry, { id: 'PreviewSkipped' })
export type PreviewSkipped = z.infer<typeof PreviewSkipped>

/** What lies ahead in a plan. */
export const PlanOutlook = Plan.pick({ sessions: true, feasibility: true })
  .extend({ modules: z.array(PreviewModule) })
  .register(z.globalRegistry, { id: 'PlanOutlook' })
export type PlanOutlook = z.infer<typeof PlanOutlook>

/** The plan that a request would make. */
export const PlanPreview = PlanOutlook.extend({
  title: z.string(),
  collection: z.string(),
  edges: Plan.shape.edges,
  skipped: z.array(PreviewSkipped),
}).register(z.globalRegistry, { id: 'PlanPreview' })
export type PlanPreview = z.infer<typeof PlanPreview>

/** A plan's outlook before and after a change. */
export const PlanChangePreview = z
  .object({ before: PlanOutlook, after: PlanOutlook })
  .register(z.globalRegistry, { id: 'PlanChangePreview' })
export type PlanChangePreview = z.infer<typeof PlanChangePreview>
