import { z } from 'zod'
import { SourcePassage } from './source-passage.ts'

export const Weekday = z
  .enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
  .register(z.globalRegistry, { id: 'Weekday' })
export type Weekday = z.infer<typeof Weekday>

/** A calendar is laid day by day: one that ends in thousands of years would keep the server busy for seconds. */
const PlannableDate = z.iso
  .date()
  .refine((date) => date >= '2000-01-01' && date <= '2099-12-31', 'must be between 2000-01-01 and 2099-12-31')

export const CreatePlanRequest = z
  .strictObject({
    goal: z
      .string()
      .trim()
      .max(500)
      .default('')
      .describe('What is to be learned, in words. Empty: all that is chosen below.'),
    collection: z.string().optional().describe('Name or id. Default: that of the chosen documents, or library.'),
    documentIds: z.array(z.string()).max(1000).optional(),
    conceptIds: z.array(z.string()).max(1000).optional(),
    level: z
      .enum(['beginner', 'intermediate', 'advanced'])
      .default('beginner')
      .describe(
        'Beginners get all that is needed for the goal; the others are spared what comes first in the documents.',
      ),
    hoursPerWeek: z.number().min(0.25).max(80).default(5),
    days: z.array(Weekday).min(1).max(7).default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
    startDate: PlannableDate.optional().describe('Default: today.'),
    deadline: PlannableDate.nullable().default(null),
    sessionMinutes: z.int().min(10).max(240).default(45),
    wordsPerMinute: z.int().min(60).max(600).default(200),
    seed: z.int().min(0).default(1),
    dropModuleIds: z
      .array(z.string())
      .max(1000)
      .optional()
      .describe('Modules of a preview to leave out. Ids that the plan would not have are of no consequence.'),
  })
  .register(z.globalRegistry, { id: 'CreatePlanRequest' })
export type CreatePlanRequest = z.infer<typeof CreatePlanRequest>
export type CreatePlanRequestInput = z.input<typeof CreatePlanRequest>

export const PlanReading = z
  .object({ passage: SourcePassage, minutes: z.number(), done: z.boolean() })
  .register(z.globalRegistry, { id: 'PlanReading' })
export type PlanReading = z.infer<typeof PlanReading>

export const PlanModule = z
  .object({
    id: z.string(),
    position: z.int().min(1),
    title: z.string(),
    summary: z.string().nullable().describe('What it is about, in a line by a language model; null without one.'),
    namedBy: z
      .string()
      .nullable()
      .describe('Id of the language model that wrote the summary, and the title where no heading names it all.'),
    concepts: z.array(z.object({ id: z.string(), name: z.string(), mastery: z.number().min(0).max(1).nullable() })),
    objectives: z.array(z.string()),
    reading: z.array(PlanReading),
    quiz: z.object({
      itemCount: z.int(),
      minutes: z.number(),
      quizId: z.string().nullable(),
      score: z.number().min(0).max(1).nullable(),
    }),
    minutes: z.number().describe('Of all that is left to do in it.'),
    role: z
      .enum(['core', 'support', 'repair'])
      .describe('`core` teaches the goal, `support` what the goal needs, `repair` was put in after a failed quiz.'),
    why: z.string().describe('Why it stands at this place, in English words; `role` and the edges tell it in facts.'),
    needs: z.array(z.string()).describe('Modules before it that it builds on.'),
    state: z.enum(['waiting', 'started', 'done', 'mastered']),
    affected: z.string().nullable().describe('What happened to its documents since, in English words.'),
    damage: z
      .object({ changed: z.int(), moved: z.int(), removed: z.int() })
      .nullable()
      .describe('What `affected` says, in passages.'),
  })
  .register(z.globalRegistry, { id: 'PlanModule' })
export type PlanModule = z.infer<typeof PlanModule>

export const PlanSession = z
  .object({
    id: z.string(),
    date: z.iso.date(),
    minutes: z.number(),
    parts: z.array(
      z.object({
        moduleId: z.string().nullable().describe('Null for reviews of cards, which belong to no module.'),
        kind: z.enum(['read', 'quiz', 'review']),
        minutes: z.number(),
      }),
    ),
    state: z.enum(['planned', 'done', 'missed']),
  })
  .register(z.globalRegistry, { id: 'PlanSession' })
export type PlanSession = z.infer<typeof PlanSession>

export const PlanEdge = z
  .object({
    moduleId: z.string(),
    needsModuleId: z.string(),
    because: z.string().describe('The concepts behind it, in English words.'),
    pairs: z
      .array(z.object({ concept: z.string(), needs: z.string() }))
      .describe('What `because` says: names of concepts, the surest pair first.'),
    score: z.number(),
  })
  .register(z.globalRegistry, { id: 'PlanEdge' })
export type PlanEdge = z.infer<typeof PlanEdge>

export const SkipCode = z
  .enum(['basics', 'mentions-only', 'optional-basics', 'off-goal', 'dropped', 'added-later'])
  .register(z.globalRegistry, { id: 'SkipCode' })
export type SkipCode = z.infer<typeof SkipCode>

export const SkippedPassage = z
  .object({
    passage: SourcePassage,
    minutes: z.number(),
    code: SkipCode,
    reason: z.string().describe('The code in English words.'),
  })
  .register(z.globalRegistry, { id: 'SkippedPassage' })
export type SkippedPassage = z.infer<typeof SkippedPassage>

export const PlanFeasibility = z
  .object({
    feasible: z.boolean(),
    neededMinutes: z.number(),
    availableMinutes: z.number().nullable().describe('Until the deadline; null without one.'),
    missingMinutes: z.number(),
    finishDate: z.iso.date().describe('When all would be done at this pace.'),
    savings: z
      .array(z.object({ moduleId: z.string(), title: z.string(), minutes: z.number() }))
      .describe('What dropping a module would save, the least important first.'),
    summary: z.string(),
  })
  .register(z.globalRegistry, { id: 'PlanFeasibility' })
export type PlanFeasibility = z.infer<typeof PlanFeasibility>

const moduleTitle = z.string().nullable().describe('Title of the module; null when it was dropped since.')

/** How a plan adapted, in facts. */
export const PlanChangeFact = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.enum(['made', 'settings-changed']) }),
    z.object({ kind: z.enum(['session-done', 'session-missed']), date: z.iso.date() }),
    z.object({ kind: z.enum(['sessions-passed', 'modules-dropped']), count: z.int() }),
    z.object({ kind: z.enum(['reading-done', 'reading-reopened', 'module-done']), module: moduleTitle }),
    z.object({ kind: z.literal('quiz-passed'), module: moduleTitle, score: z.number() }),
    z.object({
      kind: z.literal('quiz-failed'),
      module: moduleTitle,
      score: z.number(),
      concept: z.string().nullable().describe('What is to be learned first, and in which module.'),
      firstModule: moduleTitle,
      how: z.enum(['inserted', 'reopened', 'moved', 'reread']),
    }),
    z.object({
      kind: z.literal('mastered'),
      gained: z.int(),
      lost: z.int(),
      savedMinutes: z.number(),
    }),
    z.object({
      kind: z.literal('documents-changed'),
      changed: z.int(),
      removed: z.int(),
      modules: z.int(),
    }),
  ])
  .register(z.globalRegistry, { id: 'PlanChangeFact' })
export type PlanChangeFact = z.infer<typeof PlanChangeFact>

export const Plan = z
  .object({
    id: z.string(),
    goal: z.string(),
    title: z.string(),
    collection: z.string(),
    request: CreatePlanRequest,
    revision: z.int().min(1).describe('Grows with every change; calendars need it.'),
    state: z.enum(['active', 'finished']),
    createdAt: z.iso.datetime(),
    changedAt: z.iso.datetime(),
    modules: z.array(PlanModule),
    edges: z.array(PlanEdge),
    sessions: z.array(PlanSession),
    skipped: z.array(SkippedPassage),
    feasibility: PlanFeasibility,
    changes: z
      .array(
        z.object({
          at: z.iso.datetime(),
          what: z.string().describe('The fact in English words.'),
          fact: PlanChangeFact,
        }),
      )
      .describe('How the plan adapted, newest first.'),
  })
  .register(z.globalRegistry, { id: 'Plan' })
export type Plan = z.infer<typeof Plan>

export const PlanSummary = Plan.pick({
  id: true,
  goal: true,
  title: true,
  collection: true,
  state: true,
  createdAt: true,
  changedAt: true,
})
  .extend({
    modules: z.int(),
    modulesDone: z.int(),
    finishDate: z.iso.date(),
    feasible: z.boolean(),
    deadline: z.iso.date().nullable(),
    neededMinutes: z.number().describe('Of all that is left to do.'),
    missingMinutes: z.number().describe('What does not fit in before the deadline.'),
    nextSession: PlanSession.pick({ date: true, minutes: true }).nullable(),
  })
  .register(z.globalRegistry, { id: 'PlanSummary' })
export type PlanSummary = z.infer<typeof PlanSummary>

export const PlanList = z.object({ plans: z.array(PlanSummary) }).register(z.globalRegistry, { id: 'PlanList' })
export type PlanList = z.infer<typeof PlanList>

export const UpdatePlanRequest = CreatePlanRequest.pick({
  hoursPerWeek: true,
  days: true,
  deadline: true,
  sessionMinutes: true,
  wordsPerMinute: true,
})
  .partial()
  .extend({ dropModuleIds: z.array(z.string()).optional() })
  .strict()
  .register(z.globalRegistry, { id: 'UpdatePlanRequest' })
export type UpdatePlanRequest = z.infer<typeof UpdatePlanRequest>

/** What a learner did. The rest of the plan is laid anew from it; the past stays as it was. */
export const PlanEvent = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('session-done'), sessionId: z.string() }),
    z.strictObject({ kind: z.literal('session-missed'), sessionId: z.string() }),
    z.strictObject({ kind: z.literal('reading-done'), moduleId: z.string(), reading: z.int().min(0) }),
    z
      .strictObject({ kind: z.literal('reading-reopened'), moduleId: z.string(), reading: z.int().min(0) })
      .describe('Takes back that a passage was read.'),
    z.strictObject({ kind: z.literal('module-done'), moduleId: z.string() }),
  ])
  .register(z.globalRegistry, { id: 'PlanEvent' })
export type PlanEvent = z.infer<typeof PlanEvent>
