import type { Command } from 'commander'
import { commandsOf, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { ListOptions } from './commands/concepts.ts'
import type { ConceptPlace } from './named-concept.ts'

const MOST_CONCEPTS = 1000

/** `learnpath concepts` and `learnpath concept …`. */
export function addConceptCommands(program: Command, run: Run): void {
  commandsOf(program)('concepts [collection]', 'List what the documents teach, the most important first', [
    'learnpath concepts',
    'learnpath concepts physics --limit 300',
    'learnpath concepts --contains membrane',
    'learnpath concepts --hidden',
  ])
    .option('--contains <text>', 'only those with this in their name or an alias', someText)
    .option('-n, --limit <number>', 'concepts', wholeNumber(1, MOST_CONCEPTS), 50)
    .option('--offset <number>', 'leave out the first so many', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--hidden', 'list those that you have hidden')
    .option('--no-wait', 'do not wait for documents that are not looked through yet')
    .action(async (collection: string | undefined, { json, ...options }: ListOptions & Mode) => {
      const { listConcepts } = await import('./commands/concepts.ts')
      await run({ json }, async (terminal) => await listConcepts(terminal, collection, options))
    })
  const concept = program
    .command('concept')
    .description('Show a concept, or change it: your changes outlive new indexing')
    .exitOverride()
  addShowing(concept, run)
  addChanging(concept, run)
  addDeciding(concept, run)
}

type PlaceOptions = ConceptPlace & Mode

const placeOf = ({ collection }: ConceptPlace): ConceptPlace => (collection === undefined ? {} : { collection })
const inCollection = (command: Command): Command =>
  command.option('-c, --collection <name>', 'where to look for names (default: library)')

function addShowing(concept: Command, run: Run): void {
  inCollection(
    concept
      .command('about <concept>', { isDefault: true })
      .description('What it is, where to read about it, what to know before; by name, alias or id')
      .option('--json', 'print one JSON document instead of text')
      .exitOverride()
      .addHelpText(
        'after',
        '\nExamples:\n  learnpath concept "plasma membrane"\n  learnpath concept ATP --collection biology',
      ),
  ).action(async (name: string, options: PlaceOptions) => {
    const { showConcept } = await import('./commands/concepts.ts')
    await run(options, async (terminal) => await showConcept(terminal, name, placeOf(options)))
  })
}

const editing = async () => await import('./commands/edit-concept.ts')

function addChanging(concept: Command, run: Run): void {
  const command = commandsOf(concept)
  inCollection(
    command('rename <concept> <name>', 'Call it by another name; its old name stays an alias', [
      'learnpath concept rename "cell membrane" "plasma membrane"',
    ]),
  ).action(async (name: string, newName: string, options: PlaceOptions) => {
    const { renameConcept } = await editing()
    await run(
      options,
      async (terminal) => await renameConcept(terminal, { concept: name, ...placeOf(options) }, newName),
    )
  })
  for (const [word, hidden] of [
    ['hide', true],
    ['show', false],
  ] as const) {
    const description = hidden ? 'Leave it out of plans and quizzes' : 'Take it back into plans and quizzes'
    inCollection(command(`${word} <concept>`, description, [`learnpath concept ${word} "figure"`])).action(
      async (name: string, options: PlaceOptions) => {
        const { setHidden } = await editing()
        await run(
          options,
          async (terminal) => await setHidden(terminal, { concept: name, ...placeOf(options) }, hidden),
        )
      },
    )
  }
  inCollection(
    command('merge <concept> <others...>', 'Make other concepts names of this one', [
      'learnpath concept merge "plasma membrane" "cell membrane" plasmalemma',
    ]),
  ).action(async (name: string, others: string[], options: PlaceOptions) => {
    const { mergeConcepts } = await editing()
    await run(
      options,
      async (terminal) => await mergeConcepts(terminal, { concept: name, ...placeOf(options) }, others),
    )
  })
  inCollection(
    command('split <concept> <aliases...>', 'Make a concept of its own from names of this one; takes a merge back', [
      'learnpath concept split "plasma membrane" plasmalemma',
    ]),
  ).action(async (name: string, aliases: string[], options: PlaceOptions) => {
    const { splitConcept } = await editing()
    await run(
      options,
      async (terminal) => await splitConcept(terminal, { concept: name, ...placeOf(options) }, aliases),
    )
  })
}

const DECISIONS = [
  ['require', 'pinned', 'Say that one has to know the second before the first'],
  ['forbid', 'forbidden', 'Say that one need not know the second before the first'],
  ['release', 'derived', 'Leave that to the documents again'],
] as const

function addDeciding(concept: Command, run: Run): void {
  for (const [word, decision, description] of DECISIONS) {
    const usage = `${word} <concept> <prerequisite>`
    inCollection(commandsOf(concept)(usage, description, [`learnpath concept ${word} osmosis diffusion`])).action(
      async (name: string, prerequisite: string, options: PlaceOptions) => {
        const { decidePrerequisite } = await editing()
        const wanted = { concept: name, ...placeOf(options) }
        await run(options, async (terminal) => await decidePrerequisite(terminal, wanted, { prerequisite, decision }))
      },
    )
  }
}
