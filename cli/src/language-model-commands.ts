import type { Command } from 'commander'
import { commandsOf, type Mode, type Run } from './command-maker.ts'

const actions = async () => await import('./commands/language-models.ts')

/** `learnpath language-models …`. */
export function addLanguageModelCommands(program: Command, run: Run): void {
  const models = program
    .command('language-models')
    .description('Show which language models are connected, and choose who answers questions')
    .exitOverride()
  const command = commandsOf(models)
  models
    .command('list', { isDefault: true })
    .description('List them: what is connected, what is in memory, and who answers')
    .option('--json', 'print one JSON document instead of text')
    .exitOverride()
    .addHelpText('after', '\nExamples:\n  learnpath language-models')
    .action(async (mode: Mode) => await run(mode, (await actions()).listLanguageModels))
  command('use <models...>', 'Choose who answers: models in the order in which they are tried', [
    'learnpath language-models use ollama:qwen3:8b',
    'learnpath language-models use openai:gpt-5-mini gguf:small.gguf',
    'learnpath language-models use extractive   # no language model',
    'learnpath language-models use settings     # as LEARNPATH_CHAT_MODELS says',
  ]).action(async (ids: string[], mode: Mode) => {
    const { useLanguageModels } = await actions()
    await run(mode, async (terminal) => await useLanguageModels(terminal, ids))
  })
  command('load <model>', 'Bring a model into memory before it is needed', [
    'learnpath language-models load ollama:qwen3:8b',
  ]).action(async (id: string, mode: Mode) => {
    const { loadLanguageModel } = await actions()
    await run(mode, async (terminal) => await loadLanguageModel(terminal, id))
  })
  command('unload <model>', 'Take a model out of memory', ['learnpath language-models unload ollama:qwen3:8b']).action(
    async (id: string, mode: Mode) => {
      const { unloadLanguageModel } = await actions()
      await run(mode, async (terminal) => await unloadLanguageModel(terminal, id))
    },
  )
  command('install-engine', 'Install the program that runs language model files (GGUF) on this machine', [
    'learnpath language-models install-engine',
    'learnpath language-models install-engine --show   # only tell what would be run',
  ])
    .option('--show', 'tell what would be run, and do nothing')
    .action(async ({ json, show }: { readonly show?: boolean } & Mode) => {
      const { installEngine } = await import('./commands/install-engine.ts')
      await run({ json }, async (terminal) => await installEngine(terminal, { show: show === true }))
    })
}
