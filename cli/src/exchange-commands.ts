import { ExportFormat, PlanExportQuery } from '@learnpath/contracts'
import { Argument, InvalidArgumentError, type Command } from 'commander'
import { commandsOf, someText, type Mode, type Run } from './command-maker.ts'
import type { ExportOptions, ImportOptions, PlanExportOptions } from './commands/exchange.ts'

const FORMATS = ExportFormat.options
const PLAN_FORMATS = PlanExportQuery.shape.format.options

const exchange = async () => await import('./commands/exchange.ts')

const timeOfDay = (text: string): string => {
  if (PlanExportQuery.shape.startsAt.safeParse(text).success) return text
  throw new InvalidArgumentError('It must be a time such as 18:30.')
}

/** `learnpath export …` and `learnpath import …`. */
export function addExchangeCommands(program: Command, run: Run): void {
  const command = commandsOf(program)
  const exporting = program
    .command('export')
    .description('Take cards, quizzes and plans to other programs')
    .exitOverride()
  addExports(exporting, run)
  command('import <files...>', 'Take cards with their reviews: Anki packages and text files, exports of LearnPath', [
    'learnpath import "My Deck.apkg"',
    'learnpath import notes.txt --deck Vocabulary',
  ])
    .option('-d, --deck <deck>', 'deck for all of them (default: the decks of the file, or its name)', someText)
    .option('--settings', 'take the settings of reviews of an export of LearnPath as well')
    .action(async (files: string[], { json, ...options }: ImportOptions & Mode) => {
      const { importLearning } = await exchange()
      await run({ json }, async (terminal) => await importLearning(terminal, files, options))
    })
}

function addExports(exporting: Command, run: Run): void {
  const command = commandsOf(exporting)
  for (const format of FORMATS) {
    command(format, DESCRIPTIONS[format], [`learnpath export ${format}`, `learnpath export ${format} --deck library`])
      .option('-q, --quiz <id>', 'the items of this quiz', someText)
      .option('-d, --deck <deck>', 'the cards of this deck (default: all cards)', someText)
      .option(
        '-o, --out <file>',
        'where to write; - is standard output (default: a name from the title and the day)',
        someText,
      )
      .action(async (options: ExportOptions & Mode) => {
        const { exportLearning } = await exchange()
        await run(options, async (terminal) => await exportLearning(terminal, format, options))
      })
  }
  command('plan <id>', 'A plan for a calendar, for print, or as data', [
    'learnpath export plan plan_9f3k0000000000000000 ics',
    'learnpath export plan plan_9f3k0000000000000000 ics --at 18:30 --out plan.ics',
    'learnpath export plan plan_9f3k0000000000000000 html',
  ])
    .addArgument(new Argument('<format>', 'file format').choices(PLAN_FORMATS))
    .option('--at <time>', 'when sessions begin, in a calendar (default: events of the whole day)', timeOfDay)
    .option(
      '-o, --out <file>',
      'where to write; - is standard output (default: a name from the title and the day)',
      someText,
    )
    .action(async (id: string, format: PlanExportQuery['format'], { json, ...options }: PlanExportOptions & Mode) => {
      const { exportPlan } = await exchange()
      await run({ json }, async (terminal) => await exportPlan(terminal, id, format, options))
    })
}

const DESCRIPTIONS: Readonly<Record<ExportFormat, string>> = {
  apkg: 'An Anki package; imported again, it updates the cards',
  'anki-tsv': 'A text file that Anki imports',
  csv: 'A table for spreadsheets',
  markdown: 'Questions and answers as Markdown',
  json: 'Everything, without a loss; LearnPath imports it',
  gift: 'Questions for Moodle as text',
  'moodle-xml': 'Questions for Moodle as XML',
  qti: 'A QTI 3 package for other learning platforms',
  html: 'A page to be printed, with the answers on pages of their own',
}
