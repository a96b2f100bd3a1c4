import { DocumentFormat, DocumentState, GraphMode, SearchMode } from '@learnpath/contracts'
import { Command, InvalidArgumentError, Option } from 'commander'
import {
  collect,
  commandsOf,
  list,
  runWith,
  someText,
  wholeNumber,
  type MakeCommand,
  type Mode,
  type Run,
} from './command-maker.ts'
import type { MigrateStoreOptions } from './commands/migrate-store.ts'
import type { AddOptions } from './commands/add.ts'
import type { DocumentsOptions } from './commands/operation.ts'
import type { AskOptions } from './commands/ask.ts'
import type { SearchOptions } from './commands/search.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { WatchOptions } from './commands/watch.ts'
import { addChatCommands } from './chat-commands.ts'
import { addConceptCommands } from './concept-commands.ts'
import { addEvalCommands } from './eval-commands.ts'
import { addExchangeCommands } from './exchange-commands.ts'
import { addGraphCommands } from './graph-commands.ts'
import { addIdentityCommands } from './identity-commands.ts'
import { addLanguageModelCommands } from './language-model-commands.ts'
import { addModelCommands } from './model-commands.ts'
import { addPlanCommands } from './plan-commands.ts'
import { addQuizCommands } from './quiz-commands.ts'
import { addReviewCommands } from './review-commands.ts'

const format = (value: string, before: readonly string[]): string[] => {
  if (DocumentFormat.safeParse(value).success) return collect(value, before)
  throw new InvalidArgumentError(`It must be one of ${DocumentFormat.options.join(', ')}.`)
}

function share(value: string): number {
  const number = Number(value)
  if (value.trim() !== '' && number >= 0 && number <= 1) return number
  throw new InvalidArgumentError('It must be a number from 0 to 1.')
}

/** All commands. Each loads its own code when it runs, so that help and mistakes answer at once. */
export function createProgram(exit: (code: number) => void): Command {
  const program = new Command('learnpath')
    .description('Add documents, search them, and get answers that cite them.')
    .helpCommand(true)
    .showHelpAfterError('Run "learnpath --help" for the commands.')
    .exitOverride()
    .addHelpText('after', GENERAL_HELP)

  const run = runWith(exit)
  const command = commandsOf(program)
  addDocumentCommands(command, run)
  addQuestionCommands(command, run)
  addChatCommands(program, run, withFilters)
  addConceptCommands(program, run)
  addGraphCommands(program, run)
  addPlanCommands(program, run)
  addQuizCommands(program, run)
  addReviewCommands(program, run)
  addExchangeCommands(program, run)
  addModelCommands(program, run)
  addLanguageModelCommands(program, run)
  addEvalCommands(program, run)
  addIdentityCommands(program, run)
  addOperationCommands(command, run)
  return program
}

function addDocumentCommands(command: MakeCommand, run: Run): void {
  command('add <paths...>', 'Add files and folders, and wait until they can be searched', [
    'learnpath add notes.md lectures/',
    'learnpath add --collection physics --tag exam ~/uni/physics',
    'learnpath add --ignore "drafts/" --ignore "*.tmp" .',
  ])
    .option('-c, --collection <name>', 'collection to add to; made if it is new (default: library)')
    .addOption(list('-t, --tag <tag>', 'tag for the documents; may be repeated', 'none'))
    .option('--password <password>', 'password of the documents that need one')
    .addOption(list('-i, --ignore <pattern>', 'leave out what matches, as in .gitignore; may be repeated', 'none'))
    .option('--no-wait', 'return as soon as the files are stored')
    .action(async (paths: string[], options: AddOptions & Mode) => {
      const { add } = await import('./commands/add.ts')
      await run(options, async (terminal) => await add(terminal, paths, options))
    })
  command('watch [folder]', 'Keep a folder in sync with a collection', [
    'learnpath watch ~/notes',
    'learnpath watch --list',
    'learnpath watch ~/notes --remove --delete-documents',
  ])
    .option('-c, --collection <name>', 'collection to keep in sync (default: name of the folder)')
    .addOption(list('-i, --ignore <pattern>', 'leave out what matches, as in .gitignore; may be repeated', 'none'))
    .option('--list', 'list the watched folders')
    .option('--remove', 'end the sync; the documents stay')
    .option('--delete-documents', 'with --remove: delete the documents too')
    .action(async (folder: string | undefined, options: WatchOptions & Mode, made: Command) => {
      if (folder === undefined && options.remove === true) made.error('error: --remove needs the folder')
      const { watch } = await import('./commands/watch.ts')
      await run(options, async (terminal) => await watch(terminal, folder, options))
    })
  command('documents', 'List the documents with their state', [
    'learnpath documents',
    'learnpath documents --state failed',
  ])
    .option('-c, --collection <name>', 'only of this collection')
    .addOption(new Option('--state <state>', 'only in this state').choices(DocumentState.options))
    .option('-t, --tag <tag>', 'only with this tag')
    .action(async ({ json, ...options }: DocumentsOptions & Mode) => {
      const { listDocuments } = await import('./commands/operation.ts')
      await run({ json }, async (terminal) => await listDocuments(terminal, options))
    })
  command('delete <documents...>', 'Delete every trace of documents, by id or path', [
    'learnpath delete notes/old.md',
    'learnpath delete --collection physics notes/old.md lectures/1.pdf',
  ])
    .option('-c, --collection <name>', 'only from this collection')
    .action(async (names: string[], { json, ...options }: { readonly collection?: string } & Mode) => {
      const { deleteDocuments } = await import('./commands/operation.ts')
      await run({ json }, async (terminal) => await deleteDocuments(terminal, names, options))
    })
}

const withFilters = (made: Command): Command =>
  made
    .addOption(list('-c, --collection <name>', 'only in this collection; may be repeated', 'all'))
    .addOption(list('-t, --tag <tag>', 'only documents with this tag; may be repeated', 'all'))
    .addOption(list('-l, --language <code>', 'only documents in this language, e.g. de; may be repeated', 'all'))
    .addOption(
      list(
        '-f, --format <format>',
        `only documents of this format (${DocumentFormat.options.join(', ')}); may be repeated`,
        'all',
      ).argParser(format),
    )

function addQuestionCommands(command: MakeCommand, run: Run): void {
  withFilters(
    command('search', 'Find passages: words, "exact phrases", -excluded words', [
      'learnpath search "tides moon"',
      `learnpath search '"spring tide" -neap' --collection physics --json`,
      'learnpath search "why is the sea higher at noon" --rerank 300 --explain',
      'learnpath search "what is made of the stuff that the heart pumps" --graph mix',
    ]),
  )
    .argument('<query>', 'what to look for', someText)
    .option('-n, --limit <number>', 'passages to show', wholeNumber(1, 100), 10)
    .option('--offset <number>', 'passages to pass over', wholeNumber(0, 1000), 0)
    .addOption(
      new Option('--mode <mode>', 'how to search; auto goes by meaning too when a model serves')
        .choices(SearchMode.options)
        .default('auto'),
    )
    .option(
      '--rerank [milliseconds]',
      'reorder the best passages with the reranker within the time',
      wholeNumber(1, 60_000),
    )
    .option('--diversity <number>', 'from 0 (relevance alone) to 1 (passages that differ)', share)
    .option('--explain', 'show how the score is made')
    .addOption(graphOption().conflicts('offset'))
    .action(async (query: string, options: SearchOptions & Mode) => {
      const { search } = await import('./commands/search.ts')
      await run(options, async (terminal) => await search(terminal, query, options))
    })
  withFilters(
    command('ask', 'Answer a question from the documents, with citations', [
      'learnpath ask "What causes the tides?"',
      'learnpath ask "Wie entsteht die Flut?" --language de --json',
    ]),
  )
    .argument('<question>', 'what you want to know', someText)
    .addOption(graphOption())
    .action(async (question: string, options: AskOptions & Mode) => {
      const { ask } = await import('./commands/ask.ts')
      await run(options, async (terminal) => await ask(terminal, question, options))
    })
}

const graphOption = (): Option =>
  new Option(
    '--graph <mode>',
    'let the graph of entities help; mix is for questions that need several documents',
  ).choices(GraphMode.options)

const operation = async () => await import('./commands/operation.ts')

function addOperationCommands(command: MakeCommand, run: Run): void {
  command('serve', 'Start the server; the other commands then talk to it', [
    'learnpath serve',
    'LEARNPATH_PORT=9000 learnpath serve',
    'LEARNPATH_HOME=~/.learnpath-inference learnpath serve --services inference',
  ])
    .addOption(
      new Option(
        '--services <services>',
        'everything, one part of it, or only running models for other LearnPath servers (default: as LEARNPATH_SERVICES says)',
      ).choices(['all', 'gateway', 'rag', 'planner', 'quiz', 'inference', 'worker']),
    )
    .action(async ({ json, ...options }: ServeOptions & Mode) => {
      const { serve } = await import('./commands/serve.ts')
      await run({ json }, async (terminal) => await serve(terminal, options))
    })
  command(
    'mcp',
    'Give the library to an AI assistant: speaks the Model Context Protocol on standard input and output',
    ['learnpath mcp   # started by the assistant; docs/guides/use-with-agents.md tells how'],
  ).action(async (mode: Mode) => {
    const { serveMcp } = await import('./commands/mcp.ts')
    await run(mode, serveMcp)
  })
  command('status', 'Show what is active and how much there is', ['learnpath status --json']).action(
    async (mode: Mode) => await run(mode, (await import('./commands/status.ts')).showStatus),
  )
  command('samples', 'Add the sample library that comes with LearnPath', ['learnpath samples']).action(
    async (mode: Mode) => await run(mode, (await operation()).addSamples),
  )
  command('rebuild', 'Make the search index anew from the stored documents', ['learnpath rebuild']).action(
    async (mode: Mode) => await run(mode, (await operation()).rebuildIndex),
  )
  command('backup <file>', 'Write a consistent copy of the database to a new file', [
    'learnpath backup ~/learnpath.db',
  ]).action(async (file: string, mode: Mode) => {
    const { backUp } = await operation()
    await run(mode, async (terminal) => await backUp(terminal, file))
  })
  command('migrate-store <url>', 'Copy the whole library to a PostgreSQL database, or back, and compare both', [
    'learnpath migrate-store postgres://learnpath@127.0.0.1:5432/learnpath',
    'learnpath migrate-store postgres://learnpath@127.0.0.1:5432/learnpath --back',
  ])
    .option('--back', 'from the database into the data folder')
    .action(async (url: string, mode: Mode & MigrateStoreOptions) => {
      const { migrateStore } = await import('./commands/migrate-store.ts')
      await run(mode, async (terminal) => await migrateStore(terminal, url, mode))
    })
  command('doctor', 'Look for what is wrong: disk, database, index, programs, clock', ['learnpath doctor']).action(
    async (mode: Mode) => await run(mode, (await operation()).doctor),
  )
}

const GENERAL_HELP = `
A running server (learnpath serve) is used when there is one for the data folder; otherwise a command does its work itself.

Settings are environment variables, such as LEARNPATH_HOME (data folder, default ~/.learnpath) and LEARNPATH_PORT (default 8080);
docs/reference/settings.md lists them all.

Exit codes: 0 done, also when nothing was found; 1 failed; 2 wrong use or wrong settings.
With --json standard output holds one JSON document: the result, or the problem when the exit code is not 0.`
