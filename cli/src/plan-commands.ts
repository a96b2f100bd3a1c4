import { Weekday, type CreatePlanRequestInput, type UpdatePlanRequest } from '@learnpath/contracts'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { collect, commandsOf, list, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { TellOptions } from './commands/plan.ts'

const plans = async () => await import('./commands/plan.ts')

/** `learnpath plan …` and `learnpath plans`. */
export function addPlanCommands(program: Command, run: Run): void {
  const command = commandsOf(program)
  const plan = command('plan', 'Make a learning plan towards a goal, and keep it up to date', [
    'learnpath plan "understand photosynthesis"',
    'learnpath plan "ownership and borrowing" --hours 3 --days mon,wed,sat --deadline 2027-02-01',
    'learnpath plan done',
    'learnpath plan change --hours 2',
  ]).usage('[goal] [options] | [command]')
  addMaking(plan, run)
  addTelling(plan, run)
  command('plans', 'List the learning plans', ['learnpath plans', 'learnpath plans --json']).action(
    async (mode: Mode) => await run(mode, (await plans()).listPlans),
  )
}

interface TimeOptions {
  readonly hours?: number
  readonly days?: Weekday[]
  readonly deadline?: string | null
  readonly sessionMinutes?: number
  readonly wpm?: number
}

interface MakeOptions extends TimeOptions {
  readonly collection?: string
  readonly document: string[]
  readonly concept: string[]
  readonly level: 'beginner' | 'intermediate' | 'advanced'
  readonly start?: string
}

const withTime = (made: Command): Command =>
  made
    .option('--hours <number>', 'hours a week (default: 5)', hours)
    .option('--days <days>', 'days of learning, such as mon,wed,sat (default: mon,tue,wed,thu,fri)', weekdays)
    .option('--deadline <date>', 'day by which all is to be done, as 2027-02-01; none for no deadline', dateOrNone)
    .option('--session-minutes <number>', 'longest session (default: 45)', wholeNumber(10, 240))
    .option('--wpm <number>', 'words you read in a minute when you study (default: 200)', wholeNumber(60, 600))

function addMaking(plan: Command, run: Run): void {
  withTime(plan.argument('[goal]', 'what you want to learn, in words'))
    .option('-c, --collection <name>', 'collection to learn from (default: library)')
    .addOption(list('--document <id>', 'learn this document; may be repeated', 'all'))
    .addOption(list('--concept <id>', 'learn this concept; may be repeated', 'none').argParser(collect))
    .addOption(
      new Option('--level <level>', 'beginners get the basics too; the others are spared them')
        .choices(['beginner', 'intermediate', 'advanced'])
        .default('beginner'),
    )
    .option('--start <date>', 'first day (default: today)', date)
    .action(async (goal: string | undefined, { json, ...options }: MakeOptions & Mode) => {
      const { makePlan } = await plans()
      await run({ json }, async (terminal) => await makePlan(terminal, requestOf(goal ?? '', options)))
    })
}

const ofPlan = (made: Command): Command => made.option('--plan <id>', 'which plan (default: the newest)')

/** Options of `plan` itself and of its commands have the same names; the commands' own are read here. */
function addTelling(plan: Command, run: Run): void {
  const command = commandsOf(plan)
  command('show [id]', 'Show a plan as it stands today (default: the newest)', ['learnpath plan show'])
    .option('--all', 'all sessions, past ones too')
    .action(async (id: string | undefined, _: unknown, made: Command) => {
      const { showPlan } = await plans()
      const { json, all = false } = made.optsWithGlobals<{ all?: boolean } & Mode>()
      await run({ json }, async (terminal) => await showPlan(terminal, id, { all }))
    })
  ofPlan(
    command('done', 'Tell that the next session was done, or a module, or a passage of it', [
      'learnpath plan done',
      'learnpath plan done --module 3',
      'learnpath plan done --module 3 --reading 2',
    ]),
  )
    .option('--module <number>', 'number of the module that was done', wholeNumber(1, 10_000))
    .option('--reading <number>', 'with --module: number of the passage that was read', wholeNumber(1, 10_000))
    .action(async (options: TellOptions, made: Command) => {
      if (options.reading !== undefined && options.module === undefined) made.error('error: --reading needs --module')
      const { tellDone } = await plans()
      await run(modeOf(made), async (terminal) => await tellDone(terminal, options))
    })
  ofPlan(
    command('missed', 'Tell that the next session was missed; the rest is laid anew', ['learnpath plan missed']),
  ).action(async (options: TellOptions, made: Command) => {
    const { tellMissed } = await plans()
    await run(modeOf(made), async (terminal) => await tellMissed(terminal, options))
  })
  ofPlan(command('drop <modules...>', 'Drop modules, by their numbers', ['learnpath plan drop 4 7'])).action(
    async (numbers: string[], options: TellOptions, made: Command) => {
      const { dropModules } = await plans()
      const wanted = numbers.map(wholeNumber(1, 10_000))
      await run(modeOf(made), async (terminal) => await dropModules(terminal, wanted, options))
    },
  )
  withTime(
    ofPlan(command('change', 'Change hours, days, deadline or pace', ['learnpath plan change --hours 3'])),
  ).action(async (options: TellOptions, made: Command) => {
    const { changePlan } = await plans()
    const body = timeOf(made.optsWithGlobals<TimeOptions>())
    if (Object.keys(body).length === 0) made.error('error: say what is to change, such as --hours 3')
    await run(modeOf(made), async (terminal) => await changePlan(terminal, body, options))
  })
  command('delete <id>', 'Delete a plan; answers and reviews stay', [
    'learnpath plan delete plan_9f3k0000000000000000',
  ]).action(async (id: string, _: unknown, made: Command) => {
    const { deletePlan } = await plans()
    await run(modeOf(made), async (terminal) => await deletePlan(terminal, id))
  })
}

const modeOf = (made: Command): Mode => ({ json: made.optsWithGlobals<Mode>().json })

function timeOf({ hours: hoursPerWeek, days, deadline, sessionMinutes, wpm }: TimeOptions): UpdatePlanRequest {
  return {
    ...(hoursPerWeek !== undefined && { hoursPerWeek }),
    ...(days !== undefined && { days }),
    ...(deadline !== undefined && { deadline }),
    ...(sessionMinutes !== undefined && { sessionMinutes }),
    ...(wpm !== undefined && { wordsPerMinute: wpm }),
  }
}

function requestOf(goal: string, options: MakeOptions): CreatePlanRequestInput {
  const { collection, document, concept, level, start } = options
  return {
    goal: goal === '' ? '' : someText(goal),
    level,
    ...timeOf(options),
    ...(collection !== undefined && { collection }),
    ...(document.length > 0 && { documentIds: document }),
    ...(concept.length > 0 && { conceptIds: concept }),
    ...(start !== undefined && { startDate: start }),
  }
}

function hours(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= 0.25 && value <= 80) return value
  throw new InvalidArgumentError('It must be a number from 0.25 to 80.')
}

function weekdays(text: string): Weekday[] {
  return text.split(',').map((word) => {
    const short = word.trim().toLowerCase()
    const day = Weekday.options.find((name) => short.length >= 2 && name.startsWith(short))
    if (day === undefined) throw new InvalidArgumentError(`"${word}" is no day; write such as mon,wed,sat.`)
    return day
  })
}

function date(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))) return text
  throw new InvalidArgumentError('It must be a date such as 2027-02-01.')
}

const dateOrNone = (text: string): string | null => (text === 'none' ? null : date(text))
