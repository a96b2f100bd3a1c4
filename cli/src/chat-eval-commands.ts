import { InvalidArgumentError, Option, type Command } from 'commander'
import { PairPreference, type ChatReportQuery } from '@learnpath/contracts'
import { collect, commandsOf, list, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { EvalChatOptions, ListEvaluationsOptions, ReportOptions } from './commands/eval-chat.ts'
import type { RateOptions } from './commands/eval-rate.ts'

const chat = async () => await import('./commands/eval-chat.ts')
const LARGEST_SEED = 2_147_483_647

/** `learnpath eval chat` and what is done with its evaluations; listing and resuming are those of every kind. */
export function addChatEvalCommands(evaluation: Command, run: Run): void {
  addMeasuring(evaluation, run)
  addSets(evaluation, run)
  addUpkeep(evaluation, run)
  addJudging(evaluation, run)
}

function addMeasuring(evaluation: Command, run: Run): void {
  commandsOf(evaluation)('chat', 'Compare who answers: language models, and answers without one', [
    'learnpath eval chat --questions english-samples --model extractive --model ollama:llama3.2:3b',
    'learnpath eval chat --questions my-questions.yaml --model small=ollama:qwen3:4b --model large=ollama:qwen3:14b --repetitions 3',
    'learnpath eval chat --questions sps-programmierung -c automatisierung --model extractive --model gguf:llama-3.2-3b-q4.gguf',
  ])
    .requiredOption('-q, --questions <set>', 'question set: its id (learnpath eval sets) or a YAML file', someText)
    .addOption(
      new Option('-m, --model <model>', 'who answers, as ID or LABEL=ID; "extractive" is without a model; repeat it')
        .argParser(collect)
        .default([], 'needed')
        .makeOptionMandatory(),
    )
    .option('--title <title>', 'name of the evaluation (default: the labels)', someText)
    .option('-r, --repetitions <number>', 'how often each question is asked', wholeNumber(1, 20), 1)
    .option('--loads <number>', 'how often each model is loaded anew to measure that', wholeNumber(0, 20), 3)
    .option('--cold', 'unload the model before each answer', false)
    .addOption(list('-c, --collection <name>', 'ask only the documents of this collection; repeat it', 'all'))
    .option('--seed <number>', 'of the order and of the intervals', wholeNumber(0, LARGEST_SEED), 1)
    .option('--no-wait', 'return once it is queued')
    .action(async ({ json, ...options }: EvalChatOptions & Mode) => {
      const { evalChat } = await chat()
      await run({ json }, async (terminal) => await evalChat(terminal, options))
    })
}

function addSets(evaluation: Command, run: Run): void {
  const command = commandsOf(evaluation)
  command('sets [set]', 'List the question sets for language models, or show one', [
    'learnpath eval sets',
    'learnpath eval sets english-samples',
    'learnpath eval sets --add my-questions.yaml',
  ])
    .option('--add <file>', 'check a YAML file and keep it as a set')
    .option('--delete <id>', 'delete a set of your own')
    .action(
      async (
        set: string | undefined,
        { json, ...options }: { readonly add?: string; readonly delete?: string } & Mode,
      ) => {
        const { questionSets } = await chat()
        await run({ json }, async (terminal) => await questionSets(terminal, set, options))
      },
    )
}

function addUpkeep(evaluation: Command, run: Run): void {
  const command = commandsOf(evaluation)
  command('list', 'List the evaluations, the newest first', ['learnpath eval list'])
    .option('-n, --limit <number>', 'evaluations', wholeNumber(1, 200), 50)
    .addOption(new Option('--kind <kind>', 'only those of this kind').choices(['chat', 'retrieval']))
    .action(async ({ json, ...options }: ListEvaluationsOptions & Mode) => {
      const { listEvaluations } = await chat()
      await run({ json }, async (terminal) => await listEvaluations(terminal, options))
    })
  command('show <id>', 'Show how far an evaluation is', ['learnpath eval show eval_9f3k0000000000000000']).action(
    async (id: string, mode: Mode) => {
      const { showEvaluation } = await chat()
      await run(mode, async (terminal) => await showEvaluation(terminal, id))
    },
  )
  command('resume <id>', 'Go on with an evaluation that was stopped, has failed or was interrupted', [
    'learnpath eval resume eval_9f3k0000000000000000',
  ])
    .option('--no-wait', 'return once it is queued')
    .action(async (id: string, { json, wait }: { readonly wait: boolean } & Mode) => {
      const { resumeEvaluation } = await chat()
      await run({ json }, async (terminal) => await resumeEvaluation(terminal, id, { wait }))
    })
  for (const [word, description] of [
    ['cancel', 'Stop an evaluation; what is done stays'],
    ['delete', 'Delete an evaluation with its answers and judgements'],
  ] as const) {
    command(`${word} <id>`, description, [`learnpath eval ${word} eval_9f3k0000000000000000`]).action(
      async (id: string, mode: Mode) => {
        const { endEvaluation } = await chat()
        await run(mode, async (terminal) => await endEvaluation(terminal, id, word))
      },
    )
  }
}

function addJudging(evaluation: Command, run: Run): void {
  const command = commandsOf(evaluation)
  command('rate <id>', 'Judge pairs of answers without knowing who made them', [
    'learnpath eval rate eval_9f3k0000000000000000',
    'learnpath eval rate eval_9f3k0000000000000000 --pair tides.0.0-1 --prefer left --left 4,5,4,5,3 --right 3,2,3,4,2',
    'learnpath eval rate eval_9f3k0000000000000000 --maintenance small=4 --maintenance large=2',
  ])
    .option('--rater <name>', 'who judges; each judges each pair once', someText, 'me')
    .option('--pair <id>', 'judge this pair now; without it, at a terminal, one after the other')
    .addOption(new Option('--prefer <side>', 'with --pair: which is better').choices(PairPreference.options))
    .option('--left <points>', 'with --pair: fluency,accuracy,completeness,coherence,citations from 1 to 5', points)
    .option('--right <points>', 'with --pair: the same of the right one', points)
    .option('--note <text>', 'with --pair: a remark', someText)
    .addOption(
      new Option('--maintenance <label=points>', 'how little work a subject is to keep going, 1 to 5; repeat it')
        .argParser(collect)
        .default([], 'none'),
    )
    .action(async (id: string, { json, ...options }: RateOptions & Mode, made: Command) => {
      if (options.pair !== undefined && options.prefer === undefined) made.error('error: --pair needs --prefer')
      const { rate } = await import('./commands/eval-rate.ts')
      await run({ json }, async (terminal) => await rate(terminal, id, options))
    })
  command('report <id>', 'Show what an evaluation of language models has shown', [
    'learnpath eval report eval_9f3k0000000000000000',
    'learnpath eval report eval_9f3k0000000000000000 --out report.md',
    'learnpath eval report eval_9f3k0000000000000000 --weights quality=60,speed=40,switchTime=0,vram=0,maintenance=0',
  ])
    .option(
      '--weights <weights>',
      'of the decision (default: quality=40,speed=20,switchTime=20,vram=10,maintenance=10)',
      weights,
    )
    .addOption(list('-o, --out <file>', 'write it to a .md or .json file; repeat it', 'none'))
    .action(async (id: string, { json, ...options }: ReportOptions & Mode) => {
      const { report } = await chat()
      await run({ json }, async (terminal) => await report(terminal, id, options))
    })
}

function points(text: string): number[] {
  const given = text.split(',').map(Number)
  if (given.length === 5 && given.every((value) => Number.isInteger(value) && value >= 1 && value <= 5)) return given
  throw new InvalidArgumentError('It must be five numbers from 1 to 5, such as 4,5,4,5,3.')
}

const CRITERIA = ['quality', 'speed', 'switchTime', 'vram', 'maintenance'] as const

function weights(text: string): Partial<ChatReportQuery> {
  const given: Partial<Record<(typeof CRITERIA)[number], number>> = {}
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.split('=').map((side) => side.trim())
    const criterion = CRITERIA.find((one) => one.toLowerCase() === name.toLowerCase())
    const weight = Number(value)
    if (criterion === undefined || value === '' || !(weight >= 0 && weight <= 1000)) {
      throw new InvalidArgumentError(
        `"${part}" is no weight; write such as quality=60; there is ${CRITERIA.join(', ')}.`,
      )
    }
    given[criterion] = weight
  }
  return given
}
