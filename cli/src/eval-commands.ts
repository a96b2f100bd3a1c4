import type { Command } from 'commander'
import { addChatEvalCommands } from './chat-eval-commands.ts'
import type { Run } from './command-maker.ts'
import { addRetrievalEvalCommands } from './retrieval-eval-commands.ts'

/** `learnpath eval …`. */
export function addEvalCommands(program: Command, run: Run): void {
  const evaluation = program
    .command('eval')
    .description('Measure and compare: language models, ways to search, and whether a change made something worse')
    .exitOverride()
  addChatEvalCommands(evaluation, run)
  addRetrievalEvalCommands(evaluation, run)
}
