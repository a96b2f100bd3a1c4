import type {
  CreatePlanRequestInput,
  LearnPathClient,
  Plan,
  PlanEvent,
  PlanModule,
  PlanSession,
  PlanSummary,
  UpdatePlanRequest,
} from '@learnpath/contracts'
import { LearnPathError } from '@learnpath/contracts'
import { withConnection } from '../connection.ts'
import { tableLines } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** Sessions shown beside a plan; "show" with --all has them all. */
const SESSIONS_SHOWN = 5
const SAVINGS_SHOWN = 5

/** Makes a plan and prints it. */
export async function makePlan(terminal: Terminal, request: CreatePlanRequestInput): Promise<number> {
  const plan = await withConnection(
    { ingest: false },
    async ({ client }) => await client.call('createPlan', { body: request }),
  )
  return printPlan(terminal, plan)
}

/** Prints all plans. */
export async function listPlans(terminal: Terminal): Promise<number> {
  const list = await withConnection({ ingest: false }, async ({ client }) => await client.call('listPlans'))
  terminal.result(list)
  for (const line of tableLines(list.plans.map(summaryRow))) terminal.line(line)
  if (list.plans.length === 0) terminal.note('No plans yet. Make one: learnpath plan "what you want to learn"')
  return 0
}

function summaryRow({ id, title, modules, modulesDone, state, finishDate, feasible }: PlanSummary): string[] {
  const when = state === 'finished' ? 'finished' : `until ${finishDate}${feasible ? '' : ', too late'}`
  return [id, `${modulesDone} of ${modules} modules done`, when, title]
}

/** Prints a plan as it stands today. Without an id, the newest. */
export async function showPlan(
  terminal: Terminal,
  id: string | undefined,
  options: { readonly all?: boolean },
): Promise<number> {
  const plan = await withConnection({ ingest: false }, async ({ client }) => {
    return await client.call('getPlan', { params: { id: await planId(client, id) } })
  })
  return printPlan(terminal, plan, options)
}

/** Deletes a plan. */
export async function deletePlan(terminal: Terminal, id: string): Promise<number> {
  await withConnection({ ingest: false }, async ({ client }) => await client.call('deletePlan', { params: { id } }))
  terminal.result({ deleted: id })
  terminal.line(`Deleted ${id}. What was answered and reviewed stays.`)
  return 0
}

export interface TellOptions {
  readonly plan?: string
  readonly module?: number
  readonly reading?: number
}

/** Tells that a session, a module or a passage was done; without an option, the next session. */
export async function tellDone(terminal: Terminal, { plan, module, reading }: TellOptions): Promise<number> {
  return await change(terminal, plan, async (client, current) => {
    if (module === undefined) return await tell(client, current, { kind: 'session-done', sessionId: next(current).id })
    const moduleId = moduleAt(current, module).id
    if (reading === undefined) return await tell(client, current, { kind: 'module-done', moduleId })
    return await tell(client, current, { kind: 'reading-done', moduleId, reading: reading - 1 })
  })
}

/** Tells that the next session was missed. */
export async function tellMissed(terminal: Terminal, { plan }: TellOptions): Promise<number> {
  return await change(terminal, plan, async (client, current) => {
    return await tell(client, current, { kind: 'session-missed', sessionId: next(current).id })
  })
}

/** Drops modules, by their numbers. */
export async function dropModules(
  terminal: Terminal,
  numbers: readonly number[],
  { plan }: TellOptions,
): Promise<number> {
  return await change(terminal, plan, async (client, current) => {
    const dropModuleIds = numbers.map((number) => moduleAt(current, number).id)
    return await client.call('updatePlan', { params: { id: current.id }, body: { dropModuleIds } })
  })
}

/** Changes time, days or pace. */
export async function changePlan(terminal: Terminal, body: UpdatePlanRequest, { plan }: TellOptions): Promise<number> {
  return await change(
    terminal,
    plan,
    async (client, { id }) => await client.call('updatePlan', { params: { id }, body }),
  )
}

async function change(
  terminal: Terminal,
  id: string | undefined,
  work: (client: LearnPathClient, plan: Plan) => Promise<Plan>,
): Promise<number> {
  const plan = await withConnection({ ingest: false }, async ({ client }) => {
    const current = await client.call('getPlan', { params: { id: await planId(client, id) } })
    return await work(client, current)
  })
  const [latest] = plan.changes
  if (latest !== undefined) terminal.note(latest.what)
  return printPlan(terminal, plan)
}

async function tell(client: LearnPathClient, { id }: Plan, body: PlanEvent): Promise<Plan> {
  return await client.call('tellPlan', { params: { id }, body })
}

/** @throws LP_PLAN_NOT_FOUND when there is none at all */
async function planId(client: LearnPathClient, id: string | undefined): Promise<string> {
  if (id !== undefined) return id
  const { plans } = await client.call('listPlans')
  const newest = plans.find(({ state }) => state === 'active') ?? plans[0]
  if (newest === undefined) throw new LearnPathError('LP_PLAN_NOT_FOUND', { detail: 'there are no plans yet' })
  return newest.id
}

function next({ sessions }: Plan): PlanSession {
  const session = sessions.find(({ state }) => state === 'planned')
  if (session === undefined) throw new LearnPathError('LP_PLAN_SESSION_NOT_FOUND', { detail: 'no session is planned' })
  return session
}

function moduleAt({ modules }: Plan, number: number): PlanModule {
  const module = modules.find(({ position }) => position === number)
  if (module === undefined) {
    throw new LearnPathError('LP_PLAN_MODULE_NOT_FOUND', { detail: `${number} is not from 1 to ${modules.length}` })
  }
  return module
}

function printPlan(terminal: Terminal, plan: Plan, { all = false }: { readonly all?: boolean } = {}): number {
  const { style } = terminal
  terminal.result(plan)
  terminal.line(`${style.bold(plan.title)}  ${style.dim(plan.id)}`)
  terminal.line(plan.feasibility.feasible ? plan.feasibility.summary : style.bad(plan.feasibility.summary))
  for (const { title, minutes } of plan.feasibility.savings.slice(0, SAVINGS_SHOWN)) {
    terminal.line(`  dropping “${title}” saves ${minutes} min`)
  }
  for (const module of plan.modules) printModule(terminal, module)
  printSessions(terminal, plan, all)
  if (plan.skipped.length > 0) printSkipped(terminal, plan)
  return 0
}

function printModule(terminal: Terminal, module: PlanModule): void {
  const { style } = terminal
  const state = module.state === 'waiting' ? '' : `, ${module.state}`
  terminal.line()
  terminal.line(
    `${module.position}. ${style.bold(module.title)}  ${style.dim(`${module.minutes} min, ${module.quiz.itemCount} questions${state}`)}`,
  )
  terminal.line(`   ${module.why}`)
  for (const objective of module.objectives) terminal.line(`   - ${objective}`)
  for (const line of readingLines(module)) terminal.line(style.dim(`   ${line}`))
  if (module.affected !== null) terminal.line(style.mark(`   ${module.affected}`))
}

/** One line per document: its path, where in it, and how long. */
function readingLines({ reading }: PlanModule): string[] {
  const byPath = new Map<string, PlanModule['reading']>()
  for (const one of reading) byPath.set(one.passage.path, [...(byPath.get(one.passage.path) ?? []), one])
  return [...byPath].map(([path, own]) => {
    const pages = own.flatMap(({ passage: { page, pageEnd } }) => (page === null ? [] : [page, pageEnd ?? page]))
    const where = pages.length === 0 ? '' : `, pages ${Math.min(...pages)} to ${Math.max(...pages)}`
    const minutes = own.reduce((sum, one) => sum + one.minutes, 0)
    const done = own.filter((one) => one.done).length
    return `${path}${where}: ${own.length} ${own.length === 1 ? 'passage' : 'passages'}, ${minutes} min${done === 0 ? '' : `, ${done} read`}`
  })
}

function printSessions(terminal: Terminal, { sessions, modules }: Plan, all: boolean): void {
  const positions = new Map(modules.map(({ id, position }) => [id, position]))
  const shown = all ? sessions : sessions.filter(({ state }) => state === 'planned').slice(0, SESSIONS_SHOWN)
  if (shown.length === 0) return
  terminal.line()
  terminal.line(terminal.style.bold(all ? 'Sessions' : 'Next sessions'))
  const rows = shown.map(({ date, minutes, parts, state }) => [
    `  ${date}`,
    `${minutes} min`,
    parts.map((part) => partText(part, positions)).join(', '),
    state === 'planned' ? '' : state,
  ])
  for (const line of tableLines(rows)) terminal.line(line.trimEnd())
}

function partText(
  { kind, moduleId, minutes }: PlanSession['parts'][number],
  positions: ReadonlyMap<string, number>,
): string {
  if (moduleId === null) return `reviews (${minutes})`
  return `${kind} ${positions.get(moduleId) ?? 'a dropped module'} (${minutes})`
}

function printSkipped(terminal: Terminal, { skipped }: Plan): void {
  const reasons = new Map<string, number>()
  for (const { reason } of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  terminal.line()
  terminal.line(terminal.style.bold('Skipped'))
  for (const [reason, count] of reasons) terminal.line(`  ${count} ${count === 1 ? 'passage' : 'passages'}: ${reason}`)
}
