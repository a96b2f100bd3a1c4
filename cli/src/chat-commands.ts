import { Option, type Command } from 'commander'
import { commandsOf, wholeNumber, type Mode, type Run } from './command-maker.ts'
import type { ChatOptions } from './commands/chat.ts'
import type { ExportOptions, ListOptions } from './commands/conversations.ts'

const conversations = async () => await import('./commands/conversations.ts')

/** `learnpath chat` and `learnpath conversations …`. */
export function addChatCommands(program: Command, run: Run, withFilters: (made: Command) => Command): void {
  withFilters(
    commandsOf(program)('chat', 'Ask one question after the other; each may follow from those before', [
      'learnpath chat',
      'learnpath chat --collection physics --model ollama:llama3.2:3b',
      'learnpath chat --continue last',
      'echo "What causes the tides?" | learnpath chat --json',
    ]),
  )
    .option('-m, --model <id>', 'who answers: a language model, or "extractive" (default: as chosen for all)')
    .option('--continue <id>', 'go on with a conversation, by its id; "last" is the last one used')
    .addHelpText('after', COMMANDS)
    .action(async (options: ChatOptions & Mode) => {
      const { chat } = await import('./commands/chat.ts')
      await run(options, async (terminal) => await chat(terminal, options))
    })

  const parent = program
    .command('conversations')
    .description('List the conversations, the last used first; show, export and delete them')
    .exitOverride()
  const command = commandsOf(parent)
  parent
    .command('list', { isDefault: true })
    .description('List the conversations, the last used first')
    .option('--json', 'print one JSON document instead of text')
    .option('--contains <words>', 'only those with these words in the title or a question')
    .option('-n, --limit <number>', 'conversations to show', wholeNumber(1, 200), 20)
    .option('--offset <number>', 'conversations to pass over', wholeNumber(0, 1_000_000), 0)
    .exitOverride()
    .addHelpText('after', '\nExamples:\n  learnpath conversations\n  learnpath conversations --contains "spring tide"')
    .action(async ({ json, ...options }: ListOptions & Mode) => {
      const { listConversations } = await conversations()
      await run({ json }, async (terminal) => await listConversations(terminal, options))
    })
  command('show <conversation>', 'Print a conversation, by its id or "last"', [
    'learnpath conversations show last',
  ]).action(async (id: string, mode: Mode) => {
    const { showConversation } = await conversations()
    await run(mode, async (terminal) => await showConversation(terminal, id))
  })
  command('export <conversation>', 'Write a conversation with its sources to a file', [
    'learnpath conversations export last',
    'learnpath conversations export last --format json --output tides.json',
  ])
    .addOption(new Option('--format <format>', 'how').choices(['markdown', 'json']).default('markdown'))
    .option('-o, --output <file>', 'file to write; it must not be there yet (default: named by the title)')
    .action(async (id: string, options: ExportOptions & Mode) => {
      const { exportConversation } = await conversations()
      await run(options, async (terminal) => await exportConversation(terminal, id, options))
    })
  command('delete <conversations...>', 'Delete conversations, by their ids', [
    'learnpath conversations delete conv_9f3k0000000000000000',
  ]).action(async (ids: string[], mode: Mode) => {
    const { deleteConversations } = await conversations()
    await run(mode, async (terminal) => await deleteConversations(terminal, ids))
  })
}

const COMMANDS = `
At the prompt: /sources shows the quotes of the last answer, /retry asks again, /export [file] writes the conversation to a file,
/help lists these, /quit ends. Ctrl-C stops an answer; where none comes, it ends. Where standard input is no terminal, each of its
lines is a question.`
