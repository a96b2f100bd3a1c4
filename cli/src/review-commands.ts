import { ReviewRating } from '@learnpath/contracts'
import { Argument, InvalidArgumentError, type Command } from 'commander'
import { commandsOf, list, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { AddCardOptions, CardsOptions } from './commands/cards.ts'
import type { SettingsOptions } from './commands/review-settings.ts'
import type { ReviewOptions } from './commands/review.ts'

/** `learnpath review …`, `cards`, `card …` and `progress`. */
export function addReviewCommands(program: Command, run: Run): void {
  const command = commandsOf(program)
  const reviews = command('review', 'Review the cards of today, one by one', [
    'learnpath review',
    'learnpath review --deck biology',
    'learnpath review --json   # lists them',
  ])
    .option('-d, --deck <deck>', 'only cards of this deck')
    .action(async ({ json, ...options }: ReviewOptions & Mode) => {
      const { review } = await import('./commands/review.ts')
      await run({ json }, async (terminal) => await review(terminal, options))
    })
  addRatingCommands(reviews, run)
  addSchedulingCommands(reviews, run)
  command('progress', 'Show what was planned, done and mastered, and how well you remember', [
    'learnpath progress',
    'learnpath progress --collection physics --days 30 --json',
  ])
    .option('-c, --collection <name>', 'mastery of the concepts of this collection alone')
    .option('--days <number>', 'days to look back', wholeNumber(1, 3650), 90)
    .action(async ({ json, ...options }: { readonly collection?: string; readonly days: number } & Mode) => {
      const { showProgress } = await import('./commands/progress.ts')
      await run({ json }, async (terminal) => await showProgress(terminal, options))
    })
  addCardCommands(program, run)
}

/** As written or by its number. */
function rating(text: string): ReviewRating {
  const named = ReviewRating.safeParse(ReviewRating.options[Number(text) - 1] ?? text)
  if (named.success) return named.data
  throw new InvalidArgumentError(`It must be 1 to 4 or one of ${ReviewRating.options.join(', ')}.`)
}

const reviewing = async () => await import('./commands/review.ts')

function addRatingCommands(reviews: Command, run: Run): void {
  const command = commandsOf(reviews)
  command('rate <card>', 'Say how well you recalled a card', ['learnpath review rate card_9f3k good'])
    .addArgument(new Argument('<rating>', 'again, hard, good, easy, or 1 to 4').argParser(rating))
    .action(async (id: string, given: ReviewRating, _options: Mode, made: Command) => {
      const { rateCard } = await reviewing()
      await run(modeOf(made), async (terminal) => await rateCard(terminal, id, given))
    })
  command('undo', 'Take the last review back; may be repeated', ['learnpath review undo']).action(
    async (_options: Mode, made: Command) => await run(modeOf(made), (await reviewing()).undoReview),
  )
}

/** `--json` may stand before or after the name of the subcommand. */
const modeOf = (made: Command): Mode => ({ json: made.optsWithGlobals<Mode>().json })

const scheduling = async () => await import('./commands/review-settings.ts')

function share(text: string): number {
  const value = Number(text)
  if (value >= 0.8 && value <= 0.95) return value
  throw new InvalidArgumentError('It must be a number from 0.80 to 0.95.')
}

function examDate(text: string): string {
  if (text === 'none' || (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)))) return text
  throw new InvalidArgumentError('It must be a date such as 2027-02-20, or none.')
}

function addSchedulingCommands(reviews: Command, run: Run): void {
  const command = commandsOf(reviews)
  command('settings', 'Show or change how reviews are scheduled', [
    'learnpath review settings',
    'learnpath review settings --retention 0.85 --new-per-day 10',
    'learnpath review settings --exam 2027-02-20',
  ])
    .option('--retention <share>', 'chance of recall at which a card comes back, 0.80 to 0.95', share)
    .option('--new-per-day <number>', 'new cards a day', wholeNumber(0, 1000))
    .option('--reviews-per-day <number>', 'cards to repeat a day', wholeNumber(0, 10_000))
    .option('--maximum-interval <days>', 'longest wait', wholeNumber(1, 36_500))
    .option('--leech-lapses <number>', 'lapses that suspend a card', wholeNumber(2, 100))
    .option('--day-start <hour>', 'hour at which your day starts', wholeNumber(0, 23))
    .option('--time-zone <name>', 'such as Europe/Berlin', someText)
    .option('--exam <date>', 'date of the exam, or none', examDate)
    .action(async (options: SettingsOptions & Mode, made: Command) => {
      const { reviewSettings } = await scheduling()
      await run(modeOf(made), async (terminal) => await reviewSettings(terminal, options))
    })
  command('optimize', 'Fit the memory model to your own reviews', ['learnpath review optimize']).action(
    async (_options: Mode, made: Command) => await run(modeOf(made), (await scheduling()).optimizeReviews),
  )
  command('forecast', 'Show the reviews to expect', ['learnpath review forecast --days 14'])
    .option('--days <number>', 'days to look ahead', wholeNumber(1, 365), 30)
    .action(async ({ days }: { readonly days: number } & Mode, made: Command) => {
      const { deck } = made.optsWithGlobals<{ readonly deck?: string }>()
      const { forecastReviews } = await scheduling()
      const query = { days, ...(deck === undefined ? {} : { deck }) }
      await run(modeOf(made), async (terminal) => await forecastReviews(terminal, query))
    })
}

const cards = async () => await import('./commands/cards.ts')

function addCardCommands(program: Command, run: Run): void {
  commandsOf(program)('cards', 'List your cards', ['learnpath cards --leech', 'learnpath cards --deck biology --json'])
    .option('-d, --deck <deck>', 'only of this deck')
    .option('--leech', 'only those forgotten again and again')
    .option('--suspended', 'only those that are not asked')
    .option('-n, --limit <number>', 'cards to show', wholeNumber(1, 1000), 100)
    .option('--offset <number>', 'cards to pass over', wholeNumber(0, 1_000_000), 0)
    .action(async ({ json, ...options }: CardsOptions & Mode) => {
      const { listCards } = await cards()
      await run({ json }, async (terminal) => await listCards(terminal, options))
    })
  const card = program.command('card').description('Make, suspend and delete cards').exitOverride()
  const command = commandsOf(card)
  command('suspend <card>', 'Do not ask a card any more', ['learnpath card suspend card_9f3k']).action(
    async (id: string, mode: Mode) =>
      await run(mode, async (terminal) => await (await cards()).suspendCard(terminal, id, true)),
  )
  command('resume <card>', 'Ask a suspended card again', ['learnpath card resume card_9f3k']).action(
    async (id: string, mode: Mode) =>
      await run(mode, async (terminal) => await (await cards()).suspendCard(terminal, id, false)),
  )
  command('delete <card>', 'Delete a card with its reviews', ['learnpath card delete card_9f3k']).action(
    async (id: string, mode: Mode) =>
      await run(mode, async (terminal) => await (await cards()).deleteCard(terminal, id)),
  )
  command('add', 'Make a card of your own, or cards from quiz items', [
    'learnpath card add --deck physics --front "Unit of force?" --back "newton"',
    'learnpath card add --item item_1 --item item_2',
  ])
    .option('-d, --deck <deck>', 'deck of your own card', 'library')
    .option('--front <text>', 'what is asked', someText)
    .option('--back <text>', 'the answer')
    .option('--cloze', 'the front is a text with {{c1::gaps}}')
    .addOption(list('-t, --tag <tag>', 'tag for your own card; may be repeated', 'none'))
    .addOption(list('-i, --item <id>', 'quiz item to make a card of; may be repeated', 'none'))
    .action(async ({ json, ...options }: AddCardOptions & Mode, made: Command) => {
      const isEmpty = options.item.length === 0 && options.front === undefined
      if (isEmpty) made.error('error: give --front and --back, or --item')
      const { addCards } = await cards()
      await run({ json }, async (terminal) => await addCards(terminal, options))
    })
}
