import type { Command } from 'commander'
import { commandsOf, someText, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { ExtractOptions } from './commands/extract-graph.ts'

const MOST_TOKENS = 1_000_000_000
const MOST_PASSAGES = 1_000_000

const extracting = async () => await import('./commands/extract-graph.ts')

/** `learnpath graph extract`, `extractions` and `stop-extraction`: what has a language model read the documents. */
export function addExtractionCommands(graph: Command, run: Run): void {
  const command = commandsOf(graph)
  command('extract [collection]', 'Have a language model read for entities and relations; says before what it takes', [
    'learnpath graph extract',
    'learnpath graph extract biology --max-tokens 200000',
    'learnpath graph extract --model ollama:qwen3:8b --max-passages 100 --yes',
  ])
    .option('-m, --model <id>', 'language model (default: the first that answers questions)', someText)
    .option('--max-tokens <number>', 'of prompts and answers together; never exceeded', wholeNumber(1, MOST_TOKENS))
    .option('--max-passages <number>', 'stop after so many', wholeNumber(1, MOST_PASSAGES))
    .option('-y, --yes', 'start without asking')
    .option('--no-wait', 'do not wait until it ends; needs a running server')
    .action(async (collection: string | undefined, { json, ...options }: ExtractOptions & Mode) => {
      const { extractGraph } = await extracting()
      await run({ json }, async (terminal) => await extractGraph(terminal, collection, options))
    })
  command('extractions [collection]', 'List readings by language models, the latest first', [
    'learnpath graph extractions',
  ]).action(async (collection: string | undefined, mode: Mode) => {
    const { listExtractions } = await extracting()
    await run(mode, async (terminal) => await listExtractions(terminal, collection))
  })
  command('stop-extraction [id]', 'Stop a reading by a language model; what it read is kept', [
    'learnpath graph stop-extraction',
    'learnpath graph stop-extraction --collection biology',
  ])
    .option('-c, --collection <name>', 'whose reading, when no id is given (default: library)')
    .action(async (id: string | undefined, { json, collection }: { readonly collection?: string } & Mode) => {
      const { stopExtraction } = await extracting()
      await run({ json }, async (terminal) => await stopExtraction(terminal, id, collection))
    })
}
