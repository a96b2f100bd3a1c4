import { Argument, Option, type Command } from 'commander'
import { EntityType, type DecideMergeReviewRequest } from '@learnpath/contracts'
import { commandsOf, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { ListEntitiesOptions } from './commands/graph.ts'
import type { ReviewOptions } from './commands/edit-graph.ts'
import type { NeighbourOptions, PathOptions } from './commands/walk-graph.ts'
import { addExtractionCommands } from './graph-extraction-commands.ts'
import type { EntityPlace } from './named-entity.ts'

const MOST_ENTITIES = 1000
const MOST_NEIGHBOURS = 500
const MOST_REVIEWS = 100

/** `learnpath graph …`: what the documents name and how it is related. */
export function addGraphCommands(program: Command, run: Run): void {
  const graph = program
    .command('graph')
    .description('What the documents name and how it is related; your decisions outlive new indexing')
    .exitOverride()
  addListing(graph, run)
  addWalking(graph, run)
  addReviewing(graph, run)
  addEditing(graph, run)
  addExtractionCommands(graph, run)
}

type PlaceOptions = EntityPlace & Mode

const inCollection = (command: Command): Command =>
  command.option('-c, --collection <name>', 'where to look for names (default: library)')

function addListing(graph: Command, run: Run): void {
  graph
    .command('status [collection]', { isDefault: true })
    .description('What the graph holds, and whether all documents are in')
    .option('--json', 'print one JSON document instead of text')
    .exitOverride()
    .addHelpText('after', '\nExamples:\n  learnpath graph\n  learnpath graph status physics')
    .action(async (collection: string | undefined, mode: Mode) => {
      const { showGraphStatus } = await import('./commands/graph.ts')
      await run(mode, async (terminal) => await showGraphStatus(terminal, collection))
    })
  commandsOf(graph)('entities [collection]', 'List what the documents name, the most important first', [
    'learnpath graph entities',
    'learnpath graph entities --type person',
    'learnpath graph entities physics --contains field --limit 20',
  ])
    .option('--contains <text>', 'only those with this in one of their names', someText)
    .addOption(new Option('--type <type>', 'only those of a type').choices(EntityType.options))
    .option('-n, --limit <number>', 'entities', wholeNumber(1, MOST_ENTITIES), 50)
    .option('--offset <number>', 'leave out the first so many', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .action(async (collection: string | undefined, { json, ...options }: ListEntitiesOptions & Mode) => {
      const { listEntities } = await import('./commands/graph.ts')
      await run({ json }, async (terminal) => await listEntities(terminal, collection, options))
    })
}

const walking = async () => await import('./commands/walk-graph.ts')

function addWalking(graph: Command, run: Run): void {
  const command = commandsOf(graph)
  inCollection(
    command('entity <entity>', 'Names and why, relations with evidence, where to read; by any name or id', [
      'learnpath graph entity mitochondrion',
      'learnpath graph entity "IEC 61131-3" --collection manuals',
    ]),
  ).action(async (name: string, { json, ...place }: PlaceOptions) => {
    const { showEntity } = await walking()
    await run({ json }, async (terminal) => await showEntity(terminal, name, place))
  })
  inCollection(
    command('neighbours <entity>', 'What is around it', [
      'learnpath graph neighbours osmosis',
      'learnpath graph neighbours osmosis --depth 2 --kinds is-a,part-of',
    ]),
  )
    .option('--depth <steps>', 'steps away from it', wholeNumber(1, 4), 1)
    .option('-n, --limit <number>', 'entities', wholeNumber(1, MOST_NEIGHBOURS), 60)
    .option('--kinds <kinds>', 'only relations of these kinds, with commas between', someText)
    .action(async (name: string, { json, ...options }: NeighbourOptions & Mode) => {
      const { showNeighbours } = await walking()
      await run({ json }, async (terminal) => await showNeighbours(terminal, name, options))
    })
  inCollection(
    command('path <from> <to>', 'The surest way from one to the other, with a sentence for each step', [
      'learnpath graph path osmosis "cell wall"',
    ]),
  )
    .option('--max-steps <number>', 'the longest way', wholeNumber(1, 8), 6)
    .action(async (from: string, to: string, { json, ...options }: PathOptions & Mode) => {
      const { showPath } = await walking()
      await run({ json }, async (terminal) => await showPath(terminal, { from, to }, options))
    })
}

const editing = async () => await import('./commands/edit-graph.ts')

function addReviewing(graph: Command, run: Run): void {
  const command = commandsOf(graph)
  command('reviews [collection]', 'List pairs of names that may be one thing and wait for your decision', [
    'learnpath graph reviews',
  ])
    .option('-n, --limit <number>', 'pairs', wholeNumber(1, MOST_REVIEWS), 20)
    .option('--offset <number>', 'leave out the first so many', wholeNumber(0, Number.MAX_SAFE_INTEGER), 0)
    .action(async (collection: string | undefined, { json, ...options }: ReviewOptions & Mode) => {
      const { listMergeReviews } = await editing()
      await run({ json }, async (terminal) => await listMergeReviews(terminal, collection, options))
    })
  command('decide <review>', 'Say for good whether the two names of a pair are one thing', [
    'learnpath graph decide rev_0c1u… same',
    'learnpath graph decide rev_0c1u… undecided   # takes it back',
  ])
    .addArgument(new Argument('<decision>').choices(['same', 'different', 'undecided']))
    .action(async (id: string, decision: DecideMergeReviewRequest['decision'], mode: Mode) => {
      const { decideMergeReview } = await editing()
      await run(mode, async (terminal) => await decideMergeReview(terminal, id, decision))
    })
}

function addEditing(graph: Command, run: Run): void {
  const command = commandsOf(graph)
  inCollection(
    command('merge <entity> <others...>', 'Make other entities names of this one, for good', [
      'learnpath graph merge "Peter Mitchell" "P. Mitchell"',
    ]),
  ).action(async (entity: string, others: string[], { json, ...place }: PlaceOptions) => {
    const { mergeEntities } = await editing()
    await run({ json }, async (terminal) => await mergeEntities(terminal, { entity, ...place }, others))
  })
  inCollection(
    command('split <entity> <names...>', 'Make an entity of its own from names of this one; takes a merge back', [
      'learnpath graph split "Peter Mitchell" "P. Mitchell"',
    ]),
  ).action(async (entity: string, names: string[], { json, ...place }: PlaceOptions) => {
    const { splitEntity } = await editing()
    await run({ json }, async (terminal) => await splitEntity(terminal, { entity, ...place }, names))
  })
}
