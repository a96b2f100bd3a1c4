import { Option, type Command } from 'commander'
import type { Precision } from '@learnpath/contracts'
import { commandsOf, type Mode, type Run } from './command-maker.ts'
import type { UseOptions } from './commands/use-model.ts'

const PRECISIONS = ['int8', 'int4', 'fp16', 'none'] as const
const QUANTIZED = ['int8', 'int4', 'fp16'] as const

const precisionOption = (description: string) =>
  new Option('-p, --precision <precision>', description).choices(PRECISIONS)

interface PrecisionOption {
  readonly precision?: Precision
}

/** `learnpath models …` and `learnpath generations …`. */
export function addModelCommands(program: Command, run: Run): void {
  const models = program
    .command('models')
    .description('Get, choose and look after the models that search by meaning and reorder hits')
    .exitOverride()
  const generations = program
    .command('generations')
    .description('Show, switch and delete the vectors of the library by model')
    .exitOverride()
  addGettingCommands(models, run)
  addChoosingCommands(models, run)
  addUpkeepCommands(models, run)
  addGenerationCommands(generations, run)
}

const getting = async () => await import('./commands/models.ts')

function addGettingCommands(models: Command, run: Run): void {
  const command = commandsOf(models)
  command('list', 'List the models that are known, which are on this machine, and which suit the library', [
    'learnpath models list',
    'learnpath models list --json',
  ]).action(async (mode: Mode) => await run(mode, (await getting()).listModels))
  command('pull [names...]', 'Download models or profiles; without a name, what suits the library', [
    'learnpath models pull',
    'learnpath models pull multilingual-e5-small',
    'learnpath models pull balanced',
    'HF_ENDPOINT=https://mirror.example learnpath models pull e5-base-v2',
  ])
    .option('--no-wait', 'return once the downloads are queued')
    .action(async (names: string[], { json, ...options }: { readonly wait: boolean } & Mode) => {
      const { pullModels } = await getting()
      await run({ json }, async (terminal) => await pullModels(terminal, names, options))
    })
  command('import <folder>', 'Take a model from a folder, without a network', [
    'learnpath models import /media/stick/e5-base-v2',
    'learnpath models import ./my-model --id my-model',
  ])
    .option('--id <id>', 'which model of the catalogue it is, or the name of a new one (default: found out)')
    .action(async (folder: string, { json, ...options }: { readonly id?: string } & Mode) => {
      const { importModel } = await getting()
      await run({ json }, async (terminal) => await importModel(terminal, folder, options))
    })
}

function addChoosingCommands(models: Command, run: Run): void {
  commandsOf(models)('use <choice>', 'Search with a model, reorder with one, take a profile, or use none', [
    'learnpath models use multilingual-e5-small',
    'learnpath models use accurate',
    'learnpath models use e5-base-v2 --precision int4 --reranker none',
    'learnpath models use none',
  ])
    .addOption(precisionOption('number format to run it in (default: as LEARNPATH_PRECISION says)'))
    .option('-r, --reranker <model>', 'model that reorders hits, or none')
    .option('--no-wait', 'return once building has begun; it switches by itself when it is complete')
    .action(async (choice: string, { json, ...options }: UseOptions & Mode) => {
      const { useModel } = await import('./commands/use-model.ts')
      await run({ json }, async (terminal) => await useModel(terminal, choice, options))
    })
}

const upkeep = async () => await import('./commands/model-upkeep.ts')

function addUpkeepCommands(models: Command, run: Run): void {
  const command = commandsOf(models)
  command('quantize <model>', 'Make a smaller and faster form of a model', [
    'learnpath models quantize e5-base-v2',
    'learnpath models quantize e5-base-v2 --precision int4',
  ])
    .addOption(new Option('-p, --precision <precision>', 'number format to make').choices(QUANTIZED).default('int8'))
    .action(async (model: string, options: { readonly precision: (typeof QUANTIZED)[number] } & Mode) => {
      const { quantizeModel } = await upkeep()
      await run(options, async (terminal) => await quantizeModel(terminal, model, options.precision))
    })
  command('verify <model>', 'Check the files of a model, and how close its smaller forms are to it', [
    'learnpath models verify e5-base-v2',
  ])
    .addOption(precisionOption('only this form'))
    .action(async (model: string, { json, ...options }: PrecisionOption & Mode) => {
      const { verifyModel } = await upkeep()
      await run({ json }, async (terminal) => await verifyModel(terminal, model, options))
    })
  command('remove <model>', 'Delete the files of a model', [
    'learnpath models remove e5-base-v2',
    'learnpath models remove e5-base-v2 --precision none   # keeps the smaller forms',
  ])
    .addOption(precisionOption('only this form; none is the model as downloaded'))
    .action(async (model: string, { json, ...options }: PrecisionOption & Mode) => {
      const { removeModel } = await upkeep()
      await run({ json }, async (terminal) => await removeModel(terminal, model, options))
    })
  command('bench <model>', 'Measure the forms of a model on this machine', [
    'learnpath models bench e5-base-v2',
  ]).action(async (model: string, mode: Mode) => {
    const { benchModel } = await upkeep()
    await run(mode, async (terminal) => await benchModel(terminal, model))
  })
}

const vectors = async () => await import('./commands/generations.ts')

function addGenerationCommands(generations: Command, run: Run): void {
  const command = commandsOf(generations)
  generations
    .command('list', { isDefault: true })
    .description('List them: what serves, what is being built, what can be gone back to')
    .option('--json', 'print one JSON document instead of text')
    .exitOverride()
    .addHelpText('after', '\nExamples:\n  learnpath generations')
    .action(async (mode: Mode) => await run(mode, (await vectors()).listGenerations))
  command('activate <id>', 'Switch to one that is complete; also the way back', [
    'learnpath generations activate gen_9f3k0000000000000000',
  ]).action(async (id: string, mode: Mode) => {
    const { activateGeneration } = await vectors()
    await run(mode, async (terminal) => await activateGeneration(terminal, id))
  })
  command('drop <id>', 'Delete one that does not serve, or end one that is being built', [
    'learnpath generations drop gen_9f3k0000000000000000',
  ]).action(async (id: string, mode: Mode) => {
    const { dropGeneration } = await vectors()
    await run(mode, async (terminal) => await dropGeneration(terminal, id))
  })
}
