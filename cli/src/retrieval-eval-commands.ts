import { LabelOrigin, type RetrievalSubjectInput } from '@learnpath/contracts'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { commandsOf, list, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { AddLabelOptions, GenerateLabelsOptions } from './commands/eval-labels.ts'
import type { EvalRetrievalOptions } from './commands/eval-retrieval.ts'
import type { EvalRunOptions } from './commands/eval-run.ts'
import { SUBJECT_FORM, subjectOf } from './evaluation/subject-spec.ts'

const OWN = 'own'
const LARGEST_SEED = 2_147_483_647
const MOST_QUESTIONS = 1_000_000

const origin = (value: string, before: readonly LabelOrigin[]): LabelOrigin[] => {
  const known = LabelOrigin.safeParse(value)
  if (known.success) return [...before, known.data]
  throw new InvalidArgumentError(`It must be one of ${LabelOrigin.options.join(', ')}.`)
}

const subject = (value: string, before: readonly RetrievalSubjectInput[]): RetrievalSubjectInput[] => [
  ...before,
  subjectOf(value),
]

const seedOption = (): Option =>
  new Option('--seed <number>', 'the same seed gives the same result')
    .argParser(wholeNumber(0, LARGEST_SEED))
    .default(1)

const setOption = (): Option => new Option('-s, --set <set>', 'set of labelled questions').default(OWN)

/** `learnpath eval retrieval`, `learnpath eval run` and `learnpath eval labels …`. */
export function addRetrievalEvalCommands(evaluation: Command, run: Run): void {
  const labels = evaluation
    .command('labels')
    .description('Questions with the passages that answer them: what retrieval is measured by')
    .exitOverride()
  addComparing(evaluation, run)
  addGate(evaluation, run)
  addLabelling(labels, run)
  addLabelFiles(labels, run)
}

function addComparing(evaluation: Command, run: Run): void {
  commandsOf(evaluation)('retrieval', 'Compare ways to search on labelled questions, paired per question', [
    'learnpath eval retrieval --compare keyword --compare hybrid:potion-base-2M@int8',
    'learnpath eval retrieval --compare vector:e5-base-v2@fp32 --compare vector:e5-base-v2@int8 --out report.md',
    'learnpath eval retrieval --beir ~/data/scifact --compare keyword --compare hybrid:potion-base-2M@fp32',
    'learnpath eval retrieval --compare hybrid:e5-base-v2 --plan   # what it would take',
  ])
    .addOption(setOption())
    .option('--beir <folder>', 'a folder with corpus.jsonl, queries.jsonl and qrels/, in a library of its own')
    .option('--split <name>', 'with --beir: which judgements (default: test, or the only ones)')
    .addOption(
      new Option('--compare <way>', `a way to search, ${SUBJECT_FORM}; may be repeated, the first is the reference`)
        .argParser(subject)
        .default([], 'keyword, and what serves'),
    )
    .addOption(list('-c, --collection <name>', 'search only this collection; may be repeated', 'all'))
    .addOption(
      new Option('--origin <origin>', 'only questions of this origin (own, generated, imported); may be repeated')
        .argParser(origin)
        .default([], 'all'),
    )
    .option('--checked', 'only questions that a person asked or looked over', false)
    .option('--questions <number>', 'at most so many, drawn by the seed', wholeNumber(1, MOST_QUESTIONS))
    .addOption(seedOption())
    .addOption(list('-o, --out <file>', 'write the report to a .md or .json file; may be repeated', 'none'))
    .option('--plan', 'only tell what it would take', false)
    .option('--keep', 'with --beir: keep the library for the next comparison', false)
    .action(async ({ json, ...options }: EvalRetrievalOptions & Mode) => {
      const { evalRetrieval } = await import('./commands/eval-retrieval.ts')
      await run({ json }, async (terminal) => await evalRetrieval(terminal, options))
    })
}

function addGate(evaluation: Command, run: Run): void {
  commandsOf(evaluation)('run <suite>', 'Measure a suite; exits with 1 when something got worse than its baseline', [
    'learnpath eval run suite.yaml --baseline baseline.json',
    'learnpath eval run suite.yaml --baseline baseline.json --update   # this is how good it is now',
  ])
    .option('-b, --baseline <file>', 'what was measured before')
    .option('--update', 'write what is measured to the baseline', false)
    .action(async (suite: string, { json, ...options }: EvalRunOptions & Mode) => {
      const { evalRun } = await import('./commands/eval-run.ts')
      await run({ json }, async (terminal) => await evalRun(terminal, suite, options))
    })
}

const labelling = async () => await import('./commands/eval-labels.ts')

function addLabelling(labels: Command, run: Run): void {
  const command = commandsOf(labels)
  command('list [set]', 'List the sets, or the questions of one', [
    'learnpath eval labels list',
    'learnpath eval labels list own',
  ]).action(async (set: string | undefined, mode: Mode) => {
    const { listLabels } = await labelling()
    await run(mode, async (terminal) => await listLabels(terminal, set))
  })
  command('add', 'Add a question with a passage that answers it; again for another passage', [
    'learnpath eval labels add "What causes spring tides?" -d tides.md -q "when sun and moon pull in one line"',
    'learnpath eval labels add "Who wrote about tides?" -d newton.pdf --grade 2',
  ])
    .argument('<question>', 'as you would search for it', someText)
    .requiredOption('-d, --document <path>', 'document that answers it, by path or id')
    .option('-q, --quote <words>', 'the words that answer it (default: the whole document)')
    .option('-g, --grade <number>', '3 answers it, 2 a part of it, 1 touches it', wholeNumber(1, 3), 3)
    .addOption(setOption())
    .action(async (question: string, { json, ...options }: AddLabelOptions & Mode) => {
      const { addLabel } = await labelling()
      await run({ json }, async (terminal) => await addLabel(terminal, question, options))
    })
  command('generate', 'Make questions from the documents; they stay marked as generated', [
    'learnpath eval labels generate --count 100',
    'learnpath eval labels generate -c physics --set own',
  ])
    .option('-c, --collection <name>', 'of which documents (default: library)')
    .option('-n, --count <number>', 'questions wanted', wholeNumber(1, 500), 50)
    .addOption(setOption())
    .addOption(seedOption())
    .action(async ({ json, ...options }: GenerateLabelsOptions & Mode) => {
      const { generateLabels } = await labelling()
      await run({ json }, async (terminal) => await generateLabels(terminal, options))
    })
  command('remove <set>', 'Take a question out of a set, or delete the set', [
    'learnpath eval labels remove own --question lq_9f3k0000000000000000',
    'learnpath eval labels remove labels_2b7c0000000000000000',
  ])
    .option('--question <id>', 'only this question')
    .action(async (set: string, { json, ...options }: { readonly question?: string } & Mode) => {
      const { removeLabels } = await labelling()
      await run({ json }, async (terminal) => await removeLabels(terminal, set, options))
    })
}

function addLabelFiles(labels: Command, run: Run): void {
  const command = commandsOf(labels)
  command('import <file>', 'Take labelled questions from a file', ['learnpath eval labels import labels.json']).action(
    async (file: string, mode: Mode) => {
      const { importLabels } = await labelling()
      await run(mode, async (terminal) => await importLabels(terminal, file))
    },
  )
  command('export <set> <file>', 'Write a set to a file', ['learnpath eval labels export own labels.json']).action(
    async (set: string, file: string, mode: Mode) => {
      const { exportLabels } = await labelling()
      await run(mode, async (terminal) => await exportLabels(terminal, set, file))
    },
  )
}
