import { QuizItemType } from '@learnpath/contracts'
import { Option, type Command } from 'commander'
import { commandsOf, list, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { AnswerOptions, QuizOptions } from './commands/quiz.ts'

const quizzes = async () => await import('./commands/quiz.ts')
const MOST_ITEMS = 500
const LARGEST_SEED = Number.MAX_SAFE_INTEGER

/** `learnpath quiz …` and `learnpath quizzes`. */
export function addQuizCommands(program: Command, run: Run): void {
  const quiz = program
    .command('quiz')
    .description('Ask questions about the documents, with the passage after each answer')
    .exitOverride()
    .addHelpText(
      'after',
      `\n"learnpath quiz" alone makes a new one; "learnpath quiz new --help" tells its options.\n\n${examples()}`,
    )
  const command = commandsOf(quiz)
  quizOptions(
    quiz
      .command('new', { isDefault: true })
      .description('Make a quiz and ask it; without a terminal, or with --no-ask, print it')
      .option('--json', 'print one JSON document instead of text')
      .exitOverride()
      .addHelpText('after', `\n${examples()}`),
  ).action(async ({ json, ...options }: QuizOptions & Mode) => {
    const { quiz: ask } = await quizzes()
    await run({ json }, async (terminal) => await ask(terminal, options))
  })
  command('take <quiz>', 'Go on with a quiz: ask what has not been answered', [
    'learnpath quiz take quiz_9f3k0000000000000000',
  ]).action(async (quizId: string, mode: Mode) => {
    const { takeQuiz } = await quizzes()
    await run(mode, async (terminal) => await takeQuiz(terminal, quizId))
  })
  command('answer <quiz> <item> <answer...>', 'Answer one item, for scripts', [
    'learnpath quiz answer quiz_9f3k0000000000000000 item_2b7c0000000000000000 photosynthesis',
    'learnpath quiz answer quiz_9f3k0000000000000000 item_2b7c0000000000000000 b --json',
    'learnpath quiz answer quiz_9f3k0000000000000000 item_2b7c0000000000000000 "light reaction" --override right',
  ])
    .addOption(
      new Option('--override <verdict>', 'say yourself whether this answer is right').choices(['right', 'wrong']),
    )
    .action(async (quizId: string, itemId: string, words: string[], options: AnswerOptions & Mode) => {
      const { answerItem } = await quizzes()
      await run(
        options,
        async (terminal) => await answerItem(terminal, { quizId, itemId, text: words.join(' ') }, options),
      )
    })
  commandsOf(program)('quizzes', 'List the quizzes with their scores', ['learnpath quizzes --json']).action(
    async (mode: Mode) => await run(mode, (await quizzes()).listQuizzes),
  )
}

const EXAMPLES = [
  'learnpath quiz',
  'learnpath quiz --collection physics --count 20',
  'learnpath quiz --document lectures/tides.md --type cloze --type true-false',
  'learnpath quiz --concept "spring tide" --no-ask --solutions',
]

const examples = (): string => `Examples:\n${EXAMPLES.map((example) => `  ${example}`).join('\n')}`

const quizOptions = (made: Command): Command =>
  made
    .option('-c, --collection <name>', 'collection to ask about (default: library)')
    .addOption(list('-d, --document <path>', 'only about this document, by id or path; may be repeated', 'all'))
    .addOption(list('--concept <name>', 'only about this concept, by id or name; may be repeated', 'all'))
    .addOption(
      list('--type <type>', `only questions of this type (${QuizItemType.options.join(', ')}); may be repeated`, 'all'),
    )
    .option('-n, --count <number>', 'questions', wholeNumber(1, MOST_ITEMS), 10)
    .option('--seed <number>', 'another number asks other questions', wholeNumber(0, LARGEST_SEED), 1)
    .option('--new', 'leave out what was answered before')
    .option('--no-ask', 'print the questions instead of asking them')
    .option('--solutions', 'with --no-ask or --json: print the answers and where they stand')
