import { CreatePlanRequest, type Plan, type PlanPreview } from '@learnpath/contracts'
import { z } from 'zod'
import { defineTool } from '../tool.ts'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** What no calendar has is refused by who makes the plan. */
const DayText = z.string().regex(/^\d{4}-\d\d-\d\d$/u, 'must be a date such as 2027-02-20')

const ModuleView = z.object({
  position: z.number().int(),
  title: z.string(),
  concepts: z.array(z.string()),
  minutes: z.number().describe('Of reading and practice.'),
  why: z.string().describe('Why it stands at this place.'),
  role: z.enum(['core', 'support', 'repair']),
})

const SessionView = z.object({ date: z.string(), minutes: z.number() })

export const makePlan = defineTool({
  name: 'make_plan',
  title: 'Make a learning plan',
  description:
    'Makes a plan from the user’s documents towards a goal: what to read and practise, in which order (what is needed first comes first), on which days, and whether it fits in before a deadline. With keep = false it is only shown; otherwise it is kept and can be followed in the web app. Ask the user for goal, hours and deadline when they have not said them.',
  writes: true,
  input: CreatePlanRequest.pick({
    goal: true,
    collection: true,
    documentIds: true,
    hoursPerWeek: true,
    sessionMinutes: true,
  })
    .extend({
      startDate: DayText.optional().describe('Default: today.'),
      deadline: DayText.optional().describe('Default: none.'),
      level: z.enum(['beginner', 'intermediate', 'advanced']).default('beginner'),
      days: z
        .array(z.enum(DAYS))
        .min(1)
        .max(7)
        .default(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'])
        .describe('Days to learn on.'),
      keep: z.boolean().default(true).describe('false: show the plan without keeping it.'),
    })
    .meta({ id: undefined }),
  output: z.object({
    id: z.string().nullable().describe('Null when it was not kept.'),
    title: z.string(),
    collection: z.string(),
    link: z.string().nullable().describe('The plan in the web app: give it to the person.'),
    modules: z.array(ModuleView),
    sessions: z.array(SessionView).describe('When to learn, and how long.'),
    feasible: z.boolean(),
    finishDate: z.string(),
    summary: z.string().describe('Whether it fits in, and what would help.'),
    skippedPassages: z
      .number()
      .int()
      .describe('Passages of the documents that the plan leaves out, each with a reason in the app.'),
  }),
  async run({ keep, ...request }, { client, address, signal }) {
    const body = request
    const made: Plan | PlanPreview = keep
      ? await client.call('createPlan', { body, signal })
      : await client.call('previewPlan', { body, signal })
    const id = 'id' in made ? made.id : null
    const link = id === null ? null : new URL(`/app/plans/${encodeURIComponent(id)}`, address).href
    const modules = made.modules.map(({ position, title, concepts, minutes, why, role }) => {
      return { position, title, concepts: concepts.map(({ name }) => name), minutes, why, role }
    })
    const sessions = made.sessions.map(({ date, minutes }) => ({ date, minutes }))
    const { feasible, finishDate, summary } = made.feasibility
    const data = {
      id,
      title: made.title,
      collection: made.collection,
      link,
      modules,
      sessions,
      feasible,
      finishDate,
      summary,
      skippedPassages: made.skipped.length,
    }
    return { data, text: planText(data) }
  },
})

interface PlanView {
  readonly title: string
  readonly link: string | null
  readonly summary: string
  readonly finishDate: string
  readonly modules: readonly z.infer<typeof ModuleView>[]
  readonly sessions: readonly z.infer<typeof SessionView>[]
}

function planText({ title, link, summary, finishDate, modules, sessions }: PlanView): string {
  const lines = modules.map(
    (one) => `${one.position}. ${one.title} (${Math.round(one.minutes)} min): ${one.concepts.join(', ')}. ${one.why}`,
  )
  const next = sessions[0]
  const when = next === undefined ? '' : ` First session: ${next.date}, ${Math.round(next.minutes)} min.`
  const kept = link === null ? 'It is not kept.' : link
  return [`${title}: ${summary} Done by ${finishDate}.${when}`, ...lines, kept].join('\n')
}
